FROM node:22-alpine AS pack
WORKDIR /source
COPY . .
RUN npm ci && npm pack --pack-destination /tmp

FROM node:22-alpine
# --since asks git, also about folders that belong to somebody outside the container. The first process of a container
# ignores signals that it doesn't handle itself: tini hands them on, so that `docker stop` and Ctrl-C end a run at once.
RUN apk add --no-cache git tini && git config --system --add safe.directory '*'
COPY --from=pack /tmp/breakwater-*.tgz /tmp/
RUN npm install --global /tmp/breakwater-*.tgz && rm /tmp/breakwater-*.tgz
USER node
WORKDIR /work
ENTRYPOINT ["tini", "--", "breakwater"]
CMD ["lint"]
