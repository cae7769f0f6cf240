// prod: always somebody awake, spread over zones, watched, logs for a year's questions.
using './main.bicep'

param environmentName = 'prod'
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param oidcIssuer = readEnvironmentVariable('OIDC_ISSUER')
param oidcAudience = readEnvironmentVariable('OIDC_AUDIENCE', 'vetvisits')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL')
param webOrigins = empty(readEnvironmentVariable('WEB_ORIGINS', '')) ? [] : split(readEnvironmentVariable('WEB_ORIGINS', ''), ',')
param zoneRedundant = true
param alwaysReady = 1
param maximumInstances = 200
param watchHealth = true
param auditPhotos = true
param logDays = 90
param logGigabytesADay = 5
param monthlyBudget = 300
