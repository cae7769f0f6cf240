// Says when the month costs more than expected: at 80 % spent, and when the forecast goes past the whole.
param amount int
param start string
param email string

var contacts = empty(email) ? { contactEmails: [], contactRoles: ['Owner'] } : { contactEmails: [email] }

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: 'month'
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: { startDate: start }
    notifications: {
      spent: union(contacts, { enabled: true, operator: 'GreaterThanOrEqualTo', threshold: 80, thresholdType: 'Actual' })
      forecast: union(contacts, { enabled: true, operator: 'GreaterThan', threshold: 100, thresholdType: 'Forecasted' })
    }
  }
}
