# Second phase of a deployment, after the code: tells Event Grid to call the photo function. Safe to run again.
$ErrorActionPreference = 'Stop'
az deployment group create --only-show-errors --output none `
  --resource-group $env:AZURE_RESOURCE_GROUP --name eventing `
  --template-file (Join-Path $PSScriptRoot 'eventing.bicep') `
  --parameters functionAppName=$env:FUNCTION_APP_NAME topicName=$env:TOPIC_NAME `
    eventsIdentityName=$env:EVENTS_IDENTITY_NAME photoStorageName=$env:PHOTO_STORAGE_NAME
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
