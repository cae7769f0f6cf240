#!/bin/sh
# Second phase of a deployment, after the code: tells Event Grid to call the photo function. Safe to run again.
# azd gives the variables; the pipeline sets them from the outputs of main.bicep.
set -eu
az deployment group create --only-show-errors --output none \
  --resource-group "$AZURE_RESOURCE_GROUP" --name eventing \
  --template-file "$(dirname "$0")/eventing.bicep" \
  --parameters functionAppName="$FUNCTION_APP_NAME" topicName="$TOPIC_NAME" \
    eventsIdentityName="$EVENTS_IDENTITY_NAME" photoStorageName="$PHOTO_STORAGE_NAME"
