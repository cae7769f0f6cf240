// The reference web client: files, served from near whoever asks. Nothing in them is secret; config.json, written at deploy, says where the API is.
param token string
param location string
param tags object

resource site 'Microsoft.Web/staticSites@2025-03-01' = {
  name: 'stapp-${token}'
  location: location
  tags: union(tags, { 'azd-service-name': 'web' })
  sku: { name: 'Free', tier: 'Free' }
  properties: {
    // What is reviewed is what is served: no second copy for every pull request, and headers by the file that ships with the pages.
    stagingEnvironmentPolicy: 'Disabled'
    allowConfigFileUpdates: true
  }
}

output name string = site.name
output origin string = 'https://${site.properties.defaultHostname}'
