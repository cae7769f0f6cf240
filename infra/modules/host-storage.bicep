// What the Functions host itself needs (leases, timers, the deployed package), and the product's queues.
param token string
param location string
param tags object
param zoneRedundant bool
param privateNetwork bool
param appPrincipalId string
param queueReaders object
param workspaceId string

var storageBlobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var storageQueueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var storageTableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
var storageQueueDataMessageProcessor = '8a0f0c08-91a1-4084-bc3d-661d67233fed'

// The names in functions/Feed/IQueues.cs. A test holds the two lists together.
var queueNames = [
  'vet-notifications'
  'owner-messages'
  'calls'
  'billing'
  'pharmacy'
  'feed-poison'
]
var poisonNames = [for name in queueNames: '${name}-poison']

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  name: 'sthost${token}'
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
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: { bypass: 'AzureServices', defaultAction: privateNetwork ? 'Deny' : 'Allow' }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 7 }
      containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    }

    resource releases 'containers' = {
      name: 'releases'
      properties: { publicAccess: 'None' }
    }
  }

  resource queueService 'queueServices' = {
    name: 'default'

    resource queues 'queues' = [for name in concat(queueNames, poisonNames): {
      name: name
    }]
  }
}

var roles = [storageBlobDataOwner, storageQueueDataContributor, storageTableDataContributor]

resource appRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in roles: {
  name: guid(account.id, appPrincipalId, role)
  scope: account
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

var consumers = items(queueReaders)

// The startup's own consumers: each takes messages from its queue and can do nothing else.
resource read 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-08-01' existing = [for reader in consumers: {
  parent: account::queueService
  name: reader.key
}]

resource readers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for i in range(0, length(consumers)): {
  name: guid(account.id, consumers[i].key, consumers[i].value, storageQueueDataMessageProcessor)
  scope: read[i]
  dependsOn: [account::queueService::queues]
  properties: {
    principalId: consumers[i].value
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageQueueDataMessageProcessor)
  }
}]

resource metrics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: account::queueService
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

output id string = account.id
output name string = account.name
output queueEndpoint string = account.properties.primaryEndpoints.queue
output releasesContainer string = account::blobs::releases.name
