// The dashboard: one page that says whether visits go well.
param location string
param tags object
param workspaceId string

resource board 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'vetvisits-board')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'VetVisits'
    category: 'workbook'
    sourceId: workspaceId
    serializedData: loadTextContent('workbook.json')
  }
}
