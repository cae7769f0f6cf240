// Photographs: raw uploads that nobody can read, finished pictures, and events that could not be delivered.
// Browsers upload here with a link for one blob, so the account keeps a public endpoint even in a private network.
param token string
param location string
param tags object
param zoneRedundant bool
param webOrigins string[]
param audit bool
param appPrincipalId string
param eventsPrincipalId string
param workspaceId string

var storageBlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var storageBlobDelegator = 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a'
var storageQueueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  name: 'stphoto${token}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
    networkAcls: { bypass: 'AzureServices', defaultAction: 'Allow' }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 7 }
      containerDeleteRetentionPolicy: { enabled: true, days: 7 }
      cors: {
        corsRules: empty(webOrigins) ? [] : [
          {
            allowedOrigins: webOrigins
            allowedMethods: ['PUT', 'GET', 'HEAD', 'OPTIONS']
            allowedHeaders: ['content-type', 'if-none-match', 'x-ms-blob-type', 'x-ms-version', 'x-ms-date', 'x-ms-blob-content-type']
            exposedHeaders: ['etag', 'x-ms-request-id', 'x-ms-error-code']
            maxAgeInSeconds: 3600
          }
        ]
      }
    }

    resource uploads 'containers' = {
      name: 'uploads'
      properties: { publicAccess: 'None' }
    }

    resource photos 'containers' = {
      name: 'photos'
      properties: { publicAccess: 'None' }
    }

    resource deadLetters 'containers' = {
      name: 'dead-letters'
      properties: { publicAccess: 'None' }
    }
  }

  // The blob trigger keeps its own queue here, and puts blobs aside that failed five times.
  resource queueService 'queueServices' = {
    name: 'default'

    resource poison 'queues' = {
      name: 'webjobs-blobtrigger-poison'
    }
  }

  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'raw-uploads-go'
            type: 'Lifecycle'
            enabled: true
            definition: {
              filters: { blobTypes: ['blockBlob', 'appendBlob'], prefixMatch: ['uploads/'] }
              actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: 2 } } }
            }
          }
          {
            name: 'undelivered-events-go'
            type: 'Lifecycle'
            enabled: true
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['dead-letters/'] }
              actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: 30 } } }
            }
          }
          {
            name: 'old-photographs-cool'
            type: 'Lifecycle'
            enabled: true
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['photos/'] }
              actions: { baseBlob: { tierToCool: { daysAfterModificationGreaterThan: 90 } } }
            }
          }
        ]
      }
    }
  }
}

var appRoles = [storageBlobDataContributor, storageBlobDelegator, storageQueueDataContributor]

resource app 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in appRoles: {
  name: guid(account.id, appPrincipalId, role)
  scope: account
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

// Event Grid writes into the one container for dead letters.
resource events 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::deadLetters.id, eventsPrincipalId, storageBlobDataContributor)
  scope: account::blobs::deadLetters
  properties: {
    principalId: eventsPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
  }
}

resource accessLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: account::blobs
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageRead', enabled: audit }
      { category: 'StorageWrite', enabled: audit }
      { category: 'StorageDelete', enabled: audit }
    ]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

output id string = account.id
output name string = account.name
