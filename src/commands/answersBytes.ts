/** Operations of AWS that answer with bytes: their last word is the file to write, whatever it is called. */
export const ANSWERS_BYTES = new RegExp(
  String.raw`^(?:${[
    'appconfig get-hosted-configuration-version',
    'appsync get-introspection-schema',
    'apigatewayv2 export-api',
    'cloudfront get-(?:connection-)?function',
    'codeguruprofiler get-profile',
    'datazone get-lineage-event',
    'geo-maps get-(?:glyphs|sprites|static-map|style-descriptor|tile)',
    'iotwireless get-(?:position-estimate|resource-position)',
    'lakeformation get-work-unit-results',
    'location get-map-(?:glyphs|sprites|style-descriptor|tile)',
    'medical-imaging get-image-(?:frame|set-metadata)',
    'neptune-graph execute-query',
    'omics get-(?:read-set|reference)',
    'sagemaker-geospatial get-tile',
    'schemas get-code-binding-source',
    's3api get-object-annotation',
    'tnb get-sol-(?:function|network)-package-(?:content|descriptor)',
  ].join('|')})(?: |$)`,
);
