// The whole backend of one environment: one command up, scaled to zero, no key anywhere.
// What needs deployed code (the Event Grid subscription) is eventing.bicep, which runs after the code is there.
targetScope = 'subscription'

@description('Short name of the environment, such as dev or prod. Part of every name.')
@minLength(2)
@maxLength(12)
param environmentName string

@description('Azure region of everything.')
param location string

@description('Issuer of the tokens that owners, vets and staff bring (OpenID Connect, https).')
param oidcIssuer string

@description('Audience that those tokens must name.')
param oidcAudience string

@description('Further settings of the app by name, such as who reviewed the rules. Never a secret: where one is needed, a reference to the vault.')
param productSettings object = {}

@description('A Key Vault for the secrets of others (mail, relay, telephone), which settings refer to.')
param vault bool = true

@description('The reference web client as a Static Web App. False for startups with clients of their own; then take the service `web` out of azure.yaml.')
param webClient bool = true

@description('Where the web client is managed; it is served from everywhere. Static Web Apps exist in these regions only.')
@allowed(['westus2', 'centralus', 'eastus2', 'westeurope', 'eastasia'])
param webLocation string = 'westeurope'

@description('Origins of other web clients that may call the API and upload photographs.')
param webOrigins string[] = []

@description('serverless costs nothing when idle and ends at 5,000 RU/s a container; autoscale goes on from there and can have read regions.')
@allowed(['serverless', 'autoscale'])
param cosmosCapacity string = 'serverless'

@description('Highest RU/s of each container with autoscale; a tenth of it is paid for when idle.')
@minValue(1000)
param cosmosMaximumThroughput int = 4000

@description('More regions that hold a copy for reading. Autoscale only. Writes stay in one region always: the journal is create-only.')
param cosmosReadRegions string[] = []

@description('Spreads storage, database and app over the zones of the region.')
param zoneRedundant bool = false

@description('Instances that never sleep, for each of: HTTP, photographs, the two feed readers, urgent messages. 0 is scale to zero.')
@minValue(0)
param alwaysReady int = 0

@description('Most instances of each function group.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 100

@description('Memory of an instance. A 12-megapixel photograph needs about 250 MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Requests that one instance takes at a time. Long polls of the inbox wait without work, so it is well above the default.')
param httpConcurrency int = 50

@description('Private endpoints for the database and the host storage, and a network for the app.')
param privateNetwork bool = false

@description('Front Door with a web application firewall and a rate limit before the API; the app then refuses everybody else.')
param frontDoor bool = false

@description('Requests a minute that one client address may make. Used with Front Door.')
param requestsPerMinute int = 600

@description('Communication Services for phone calls. It takes no new sign-ups since 2026-10-23: only for tenants that have it.')
param communication bool = false

@description('Where alerts and budget warnings go. Empty: alerts show in the portal alone, budget warnings go to the owners of the subscription.')
param alertEmail string = ''

@description('A probe of /api/health/ready every five minutes from three places. It wakes a sleeping app, so it costs a little.')
param watchHealth bool = false

@description('Keeps a log of who read, wrote and deleted photographs.')
param auditPhotos bool = false

@description('Days that logs are kept.')
@minValue(30)
param logDays int = 30

@description('Most gigabytes of logs a day; -1 for no limit.')
param logGigabytesADay int = 1

@description('Monthly budget in the currency of the subscription.')
param monthlyBudget int = 50

@description('First day of the month in which the budget starts.')
param budgetStart string = utcNow('yyyy-MM-01')

@description('Principals of your own consumers by the queue that each takes from: vet-notifications, billing, pharmacy. Empty: nobody but the app.')
param queueReaders object = {}

var token = toLower(uniqueString(subscription().subscriptionId, environmentName, location))
var tags = {
  'azd-env-name': environmentName
  product: 'vetvisits'
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-vetvisits-${environmentName}'
  location: location
  tags: tags
}

module web 'modules/web.bicep' = if (webClient) {
  scope: group
  params: { token: token, location: webLocation, tags: tags }
}

var origins = concat(webOrigins, webClient ? [web!.outputs.origin] : [])

module identity 'modules/identity.bicep' = {
  scope: group
  params: { token: token, location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    logDays: logDays
    logGigabytesADay: logGigabytesADay
    appPrincipalId: identity.outputs.appPrincipalId
  }
}

module store 'modules/vault.bicep' = if (vault) {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    appPrincipalId: identity.outputs.appPrincipalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    privateNetwork: privateNetwork
    appPrincipalId: identity.outputs.appPrincipalId
    queueReaders: queueReaders
    workspaceId: monitoring.outputs.workspaceId
  }
}

module photoStorage 'modules/photo-storage.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    webOrigins: origins
    audit: auditPhotos
    appPrincipalId: identity.outputs.appPrincipalId
    eventsPrincipalId: identity.outputs.eventsPrincipalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module cosmos 'modules/cosmos.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    capacity: cosmosCapacity
    maximumThroughput: cosmosMaximumThroughput
    readRegions: cosmosReadRegions
    zoneRedundant: zoneRedundant
    privateNetwork: privateNetwork
    appPrincipalId: identity.outputs.appPrincipalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module topic 'modules/topic.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    photoStorageId: photoStorage.outputs.id
    eventsIdentityId: identity.outputs.eventsIdentityId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    hostStorageId: hostStorage.outputs.id
    photoStorageId: photoStorage.outputs.id
    cosmosId: cosmos.outputs.id
  }
}

module door 'modules/front-door.bicep' = if (frontDoor) {
  scope: group
  params: { token: token, tags: tags, requestsPerMinute: requestsPerMinute, workspaceId: monitoring.outputs.workspaceId }
}

module phone 'modules/communication.bicep' = if (communication) {
  scope: group
  params: { token: token, tags: tags, appPrincipalId: identity.outputs.appPrincipalId, workspaceId: monitoring.outputs.workspaceId }
}

module app 'modules/function-app.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    alwaysReady: alwaysReady
    maximumInstances: maximumInstances
    instanceMemoryMB: instanceMemoryMB
    httpConcurrency: httpConcurrency
    webOrigins: origins
    identityId: identity.outputs.appIdentityId
    hostStorageName: hostStorage.outputs.name
    releasesContainer: hostStorage.outputs.releasesContainer
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    frontDoorId: frontDoor ? door!.outputs.frontDoorId : ''
    workspaceId: monitoring.outputs.workspaceId
  }
}

module route 'modules/front-door-route.bicep' = if (frontDoor) {
  scope: group
  params: { profileName: door!.outputs.profileName, policyId: door!.outputs.policyId, token: token, tags: tags, appHostName: app.outputs.hostName }
}

var publicHost = frontDoor ? route!.outputs.hostName : app.outputs.hostName

module settings 'modules/app-settings.bicep' = {
  scope: group
  params: {
    appName: app.outputs.name
    identityClientId: identity.outputs.appClientId
    componentName: monitoring.outputs.componentName
    hostStorageName: hostStorage.outputs.name
    photoStorageName: photoStorage.outputs.name
    cosmosEndpoint: cosmos.outputs.endpoint
    cosmosDatabase: cosmos.outputs.database
    cosmosRegions: cosmos.outputs.regions
    publicHost: publicHost
    productSettings: union(
      productSettings,
      { Oidc__Issuer: oidcIssuer, Oidc__Audience: oidcAudience },
      communication ? { Phone__Acs__Endpoint: phone!.outputs.endpoint, Phone__Acs__ResourceId: phone!.outputs.resourceId } : {}
    )
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    alertEmail: alertEmail
    watchHealth: watchHealth
    publicHost: publicHost
    workspaceId: monitoring.outputs.workspaceId
    componentId: monitoring.outputs.componentId
    cosmosId: cosmos.outputs.id
    topicId: topic.outputs.id
  }
}

module workbook 'modules/workbook.bicep' = {
  scope: group
  params: { location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId }
}

module budget 'modules/budget.bicep' = {
  scope: group
  params: { amount: monthlyBudget, start: budgetStart, email: alertEmail }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output API_URL string = 'https://${publicHost}/api'
output WEB_URL string = webClient ? web!.outputs.origin : ''
output WEB_NAME string = webClient ? web!.outputs.name : ''
output FUNCTION_APP_NAME string = app.outputs.name
output TOPIC_NAME string = topic.outputs.name
output EVENTS_IDENTITY_NAME string = identity.outputs.eventsIdentityName
output PHOTO_STORAGE_NAME string = photoStorage.outputs.name
output VAULT_NAME string = vault ? store!.outputs.name : ''
output QUEUES_ENDPOINT string = hostStorage.outputs.queueEndpoint
output COSMOS_ENDPOINT string = cosmos.outputs.endpoint
