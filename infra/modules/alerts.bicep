// What somebody must hear of, each with the page of docs/runbook.md that says what to do.
param token string
param location string
param tags object
param alertEmail string
param watchHealth bool
param publicHost string
param workspaceId string
param componentId string
param cosmosId string
param topicId string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(alertEmail)) {
  name: 'ag-${token}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'vetvisits'
    emailReceivers: [{ name: 'on-call', emailAddress: alertEmail, useCommonAlertSchema: true }]
  }
}

var groups = empty(alertEmail) ? [] : [people.id]

// Each query gives rows only when something is wrong.
var questions = [
  {
    name: 'poison-messages'
    about: 'Messages were given up after five tries. Runbook: poison messages.'
    severity: 1
    every: 'PT5M'
    over: 'PT15M'
    query: 'AppMetrics | where Name == "vetvisits.poisoned" | summarize Given = sum(Sum) by Queue = tostring(Properties.queue) | where Given > 0'
  }
  {
    name: 'poison-waiting'
    about: 'Messages that were given up are still in the list: nobody has replayed or dealt with them. Runbook: poison messages.'
    severity: 2
    every: 'PT1H'
    over: 'PT1H'
    query: 'AppMetrics | where Name == "vetvisits.poison.waiting" | summarize Waiting = max(Max) by Queue = tostring(Properties.queue) | where Waiting > 0'
  }
  {
    name: 'feed-behind'
    about: 'Views or messages are more than two minutes behind the journal. Runbook: a stuck feed.'
    severity: 1
    every: 'PT5M'
    over: 'PT15M'
    query: 'AppMetrics | where Name == "vetvisits.feed.lag" | summarize Lag = max(Max) by Reader = tostring(Properties.reader) | where Lag > 120'
  }
  {
    name: 'feed-silent'
    about: 'Commits were made and a feed reader handled none. Runbook: a stuck feed.'
    severity: 1
    every: 'PT10M'
    over: 'PT30M'
    query: 'AppMetrics | where Name in ("vetvisits.commits", "vetvisits.feed.lag") | summarize Commits = sumif(Sum, Name == "vetvisits.commits"), Handled = countif(Name == "vetvisits.feed.lag") | where Commits > 0 and Handled == 0'
  }
  {
    name: 'calls-failing'
    about: 'Phone calls fail. Owners and vets may miss the backup line.'
    severity: 2
    every: 'PT15M'
    over: 'PT1H'
    query: 'AppMetrics | where Name == "vetvisits.calls" | summarize Failed = sumif(Sum, Properties.outcome == "failed"), All = sum(Sum) | where Failed >= 3 and Failed > All * 0.2'
  }
  {
    name: 'server-errors'
    about: 'More than 2 % of the requests end in a 5xx.'
    severity: 1
    every: 'PT5M'
    over: 'PT15M'
    query: 'AppRequests | where isnotempty(ResultCode) | summarize Failed = countif(toint(ResultCode) >= 500), All = count() | where All >= 20 and Failed > All * 0.02'
  }
]

resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for question in questions: {
  name: '${question.name}-${token}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: question.name
    description: question.about
    severity: question.severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: question.every
    windowSize: question.over
    criteria: {
      allOf: [
        {
          query: question.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    autoMitigate: true
    // The tables appear with the first telemetry; a new environment has none.
    skipQueryValidation: true
    actions: { actionGroups: groups }
  }
}]

resource throttled 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'cosmos-throttles-${token}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The database refuses requests for load. Next: cosmosCapacity=autoscale, or a higher maximum.'
    severity: 2
    enabled: true
    scopes: [cosmosId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'refused'
          metricName: 'TotalRequests'
          metricNamespace: 'Microsoft.DocumentDB/databaseAccounts'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 100
          dimensions: [{ name: 'StatusCode', operator: 'Include', values: ['429'] }]
        }
      ]
    }
    actions: [for id in groups: { actionGroupId: id }]
  }
}

resource undelivered 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'events-dead-${token}'
  location: 'global'
  tags: tags
  properties: {
    description: 'Upload events could not be delivered for a day and lie in dead-letters. The reconciliation timer picks the photographs up; find out why.'
    severity: 2
    enabled: true
    scopes: [topicId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead'
          metricName: 'DeadLetteredCount'
          metricNamespace: 'Microsoft.EventGrid/systemTopics'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [for id in groups: { actionGroupId: id }]
  }
}

resource probe 'Microsoft.Insights/webtests@2022-06-15' = if (watchHealth) {
  name: 'ready-${token}'
  location: location
  tags: union(tags, { 'hidden-link:${componentId}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: 'ready-${token}'
    Name: 'ready'
    Enabled: true
    Frequency: 300
    Timeout: 60
    Kind: 'standard'
    RetryEnabled: true
    Locations: [{ Id: 'us-va-ash-azr' }, { Id: 'emea-nl-ams-azr' }, { Id: 'apac-sg-sin-azr' }]
    Request: { RequestUrl: 'https://${publicHost}/api/health/ready', HttpVerb: 'GET', ParseDependentRequests: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 14 }
  }
}

resource notReady 'Microsoft.Insights/metricAlerts@2018-03-01' = if (watchHealth) {
  name: 'not-ready-${token}'
  location: 'global'
  tags: union(tags, { 'hidden-link:${componentId}': 'Resource' })
  properties: {
    description: 'No place has seen /api/health/ready answer 200.'
    severity: 0
    enabled: true
    scopes: [probe.id, componentId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: probe.id
      componentId: componentId
      failedLocationCount: 3
    }
    actions: [for id in groups: { actionGroupId: id }]
  }
}
