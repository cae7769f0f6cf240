// What the app is told: places and an identity, never a key. Apart from the app, because its public address may be Front Door's, which comes after it.
param appName string
param identityClientId string
param componentName string
param hostStorageName string
param photoStorageName string
param cosmosEndpoint string
param cosmosDatabase string
param cosmosRegions string
param publicHost string
param productSettings object

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

resource hostStorage 'Microsoft.Storage/storageAccounts@2025-08-01' existing = {
  name: hostStorageName
}

resource photoStorage 'Microsoft.Storage/storageAccounts@2025-08-01' existing = {
  name: photoStorageName
}

resource settings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  // What the operator says wins: after a disaster the app may have to look at another account than the template's own.
  properties: union({
    AZURE_CLIENT_ID: identityClientId
    AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential' // The first token without asking round.
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identityClientId
    AzureWebJobsStorage__blobServiceUri: hostStorage.properties.primaryEndpoints.blob
    AzureWebJobsStorage__queueServiceUri: hostStorage.properties.primaryEndpoints.queue
    AzureWebJobsStorage__tableServiceUri: hostStorage.properties.primaryEndpoints.table
    Photos__credential: 'managedidentity'
    Photos__clientId: identityClientId
    Photos__blobServiceUri: photoStorage.properties.primaryEndpoints.blob
    Photos__queueServiceUri: photoStorage.properties.primaryEndpoints.queue
    Cosmos__credential: 'managedidentity'
    Cosmos__clientId: identityClientId
    Cosmos__accountEndpoint: cosmosEndpoint
    Cosmos__Database: cosmosDatabase
    Cosmos__Regions: cosmosRegions // nearest first
    PublicAddress: 'https://${publicHost}/'
    APPLICATIONINSIGHTS_CONNECTION_STRING: component.properties.ConnectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  }, productSettings)
}
