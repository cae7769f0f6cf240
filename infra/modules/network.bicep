// A network for the app, with private ways to the database and both storage accounts.
// The photo storage also keeps its public endpoint: browsers upload there.
param token string
param location string
param tags object
param hostStorageId string
param photoStorageId string
param cosmosId string

var endpoints = [
  { name: 'host-blob', target: hostStorageId, part: 'blob', zone: 0 }
  { name: 'host-queue', target: hostStorageId, part: 'queue', zone: 1 }
  { name: 'host-table', target: hostStorageId, part: 'table', zone: 2 }
  { name: 'photo-blob', target: photoStorageId, part: 'blob', zone: 0 }
  { name: 'photo-queue', target: photoStorageId, part: 'queue', zone: 1 }
  { name: 'cosmos', target: cosmosId, part: 'Sql', zone: 3 }
]
var zoneNames = [
  'privatelink.blob.${environment().suffixes.storage}'
  'privatelink.queue.${environment().suffixes.storage}'
  'privatelink.table.${environment().suffixes.storage}'
  'privatelink.documents.azure.com'
]

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-${token}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.40.0.0/20'] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.40.0.0/24'
          // The app calls the token issuer and other public services without a gateway of its own.
          defaultOutboundAccess: true
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: '10.40.1.0/24'
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ]
  }

  resource app 'subnets' existing = {
    name: 'app'
  }

  resource inner 'subnets' existing = {
    name: 'endpoints'
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [for name in zoneNames: {
  name: name
  location: 'global'
  tags: tags
}]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [for i in range(0, length(zoneNames)): {
  parent: zones[i]
  name: 'link-${token}'
  location: 'global'
  tags: tags
  properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
}]

resource private 'Microsoft.Network/privateEndpoints@2025-05-01' = [for endpoint in endpoints: {
  name: 'pe-${endpoint.name}-${token}'
  location: location
  tags: tags
  properties: {
    subnet: { id: network::inner.id }
    privateLinkServiceConnections: [
      {
        name: endpoint.name
        properties: { privateLinkServiceId: endpoint.target, groupIds: [endpoint.part] }
      }
    ]
  }
}]

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = [for i in range(0, length(endpoints)): {
  parent: private[i]
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [{ name: endpoints[i].part, properties: { privateDnsZoneId: zones[endpoints[i].zone].id } }]
  }
}]

output appSubnetId string = network::app.id
