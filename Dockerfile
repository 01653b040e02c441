FROM node:22-alpine AS pack
WORKDIR /source
COPY . .
RUN npm ci && npm pack --pack-destination /tmp

FROM node:22-alpine
# --since asks git, also about folders that belong to somebody outside the container.
RUN apk add --no-cache git && git config --system --add safe.directory '*'
COPY --from=pack /tmp/breakwater-*.tgz /tmp/
RUN npm install --global /tmp/breakwater-*.tgz && rm /tmp/breakwater-*.tgz
USER node
WORKDIR /work
ENTRYPOINT ["breakwater"]
CMD ["lint"]
