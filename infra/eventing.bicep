// Second phase, after the code is deployed: tells Event Grid to call the blob function.
// A web-hook subscription is checked by a call to the function when it is made, and its address carries the host's key for blob
// extensions, which exists only once the code runs. So this cannot be part of main.bicep, and it must not be made by hand either:
// it is a template of its own that azd and the pipeline run after every deployment. It is idempotent, and the key goes from the app
// to Event Grid inside the deployment: it is no parameter, no output and no setting. Photographs that arrive between the two phases
// are found by the reconciliation timer.
param functionAppName string
param topicName string
param eventsIdentityName string
param photoStorageName string

@description('The blob function, by its name in the code.')
param functionName string = 'DevelopPhoto'

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionAppName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: eventsIdentityName
}

resource photoStorage 'Microsoft.Storage/storageAccounts@2025-08-01' existing = {
  name: photoStorageName
}

var hook = 'https://${app.properties.defaultHostName}/runtime/webhooks/blobs?functionName=Host.Functions.${functionName}'

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'photo-uploads'
  properties: {
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: '${hook}&code=${listKeys('${app.id}/host/default', '2025-03-01').systemKeys.blobs_extension}'
        maxEventsPerBatch: 1
        minimumTlsVersionAllowed: '1.2'
      }
    }
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/uploads/'
      // One write raises several events; these are the ones that say that the blob is whole.
      advancedFilters: [
        {
          key: 'data.api'
          operatorType: 'StringIn'
          values: ['PutBlob', 'PutBlockList', 'CopyBlob', 'FlushWithClose']
        }
      ]
    }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
    deadLetterWithResourceIdentity: {
      identity: { type: 'UserAssigned', userAssignedIdentity: identity.id }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: { resourceId: photoStorage.id, blobContainerName: 'dead-letters' }
      }
    }
  }
}
