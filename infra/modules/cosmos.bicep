// The journal, the documents and the views. Strong consistency and one write region, always:
// "create-only" is the whole concurrency control of a stream, and it means nothing with two writers of one truth.
param token string
param location string
param tags object
param capacity string
param maximumThroughput int
param readRegions string[]
param zoneRedundant bool
param privateNetwork bool
param appPrincipalId string
param workspaceId string

var cosmosDataContributor = '00000000-0000-0000-0000-000000000002'
var serverless = capacity == 'serverless'
var regions = concat([location], serverless ? [] : readRegions)
var throughput = serverless ? {} : { autoscaleSettings: { maxThroughput: maximumThroughput } }

// The shapes in functions/Journal/Containers.cs. A test holds the two together.
// journal: append-only commits. documents, views: plain documents, some of which expire. leases: how far the two readers of the feed are.
var byTime = [
  { path: '/at', order: 'ascending' }
  { path: '/stream', order: 'ascending' }
  { path: '/version', order: 'ascending' }
]
var containers = [
  { name: 'journal', partitionKey: '/partition', indexed: ['/partition/?', '/stream/?'], ordered: [byTime], expires: false }
  { name: 'documents', partitionKey: '/partition', indexed: ['/partition/?', '/id/?'], ordered: [], expires: true }
  { name: 'views', partitionKey: '/partition', indexed: ['/partition/?', '/id/?'], ordered: [], expires: true }
  { name: 'leases', partitionKey: '/id', indexed: ['/id/?'], ordered: [], expires: false }
]

resource account 'Microsoft.DocumentDB/databaseAccounts@2025-10-15' = {
  name: 'cosmos-${token}'
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    consistencyPolicy: { defaultConsistencyLevel: 'Strong' }
    enableMultipleWriteLocations: false
    enableAutomaticFailover: length(regions) > 1
    locations: [for i in range(0, length(regions)): {
      locationName: regions[i]
      failoverPriority: i
      isZoneRedundant: zoneRedundant
    }]
    capabilities: serverless ? [{ name: 'EnableServerless' }] : []
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: zoneRedundant ? 'Continuous30Days' : 'Continuous7Days' } }
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2025-10-15' = {
  parent: account
  name: 'vetvisits'
  properties: { resource: { id: 'vetvisits' } }
}

resource all 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2025-10-15' = [for container in containers: {
  parent: database
  name: container.name
  properties: {
    options: throughput
    resource: union(container.expires ? { defaultTtl: -1 } : {}, {
      id: container.name
      partitionKey: { kind: 'Hash', version: 2, paths: [container.partitionKey] }
      indexingPolicy: {
        indexingMode: 'consistent'
        automatic: true
        includedPaths: map(container.indexed, path => { path: path })
        excludedPaths: [{ path: '/*' }]
        compositeIndexes: container.ordered
      }
    })
  }
}]

// Scope is the account: the client reads the account's metadata before it opens a container, and the account holds nothing else.
resource appData 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2025-10-15' = {
  parent: account
  name: guid(account.id, appPrincipalId, cosmosDataContributor)
  properties: {
    principalId: appPrincipalId
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/${cosmosDataContributor}'
    scope: account.id
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: account
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      { category: 'ControlPlaneRequests', enabled: true }
      { category: 'PartitionKeyRUConsumption', enabled: !serverless }
    ]
    metrics: [{ category: 'Requests', enabled: true }]
  }
}

output id string = account.id
output endpoint string = account.properties.documentEndpoint
output regions string = join(regions, ',')
output database string = database.name
