// dev, and what azd reads: cheap, asleep when idle. azd sets the variables; `azd env set NAME value` changes one.
using './main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param oidcIssuer = readEnvironmentVariable('OIDC_ISSUER')
param oidcAudience = readEnvironmentVariable('OIDC_AUDIENCE', 'vetvisits')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param webOrigins = ['http://localhost:5173'] // `npm run dev` in web/
param monthlyBudget = 20
