// Phone calls by Azure Communication Services, for tenants that have it still. Its keys are off; the app is let in by identity.
param token string
param tags object
param appPrincipalId string
param workspaceId string

var communicationServiceOwner = '09976791-48a7-449e-bb21-39d1a415f350'

resource service 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: 'acs-${token}'
  location: 'global'
  tags: tags
  properties: { dataLocation: 'United States', disableLocalAuth: true }
}

resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(service.id, appPrincipalId, communicationServiceOwner)
  scope: service
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', communicationServiceOwner)
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: service
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'CallAutomationOperational', enabled: true }]
    metrics: [{ category: 'Traffic', enabled: true }]
  }
}

output endpoint string = 'https://${service.properties.hostName}'
output resourceId string = service.properties.immutableResourceId
