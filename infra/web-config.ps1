# Writes what the web client reads when it starts; see web-config.sh.
param([string]$Folder = 'web/dist')
$ErrorActionPreference = 'Stop'
if (-not (Test-Path "$Folder/index.html")) { throw "There is no built web client in ${Folder}: run npm ci and npm run build in web/ first." }
if (-not $env:OIDC_CLIENT_ID) { throw 'OIDC_CLIENT_ID is not set: register the web client with your issuer as a public client (code with PKCE) and say its id, azd env set OIDC_CLIENT_ID ...' }
$scope = if ($env:OIDC_SCOPE) { $env:OIDC_SCOPE } else { 'openid profile' }
@{ api = $env:API_URL; oidc = @{ authority = $env:OIDC_ISSUER; clientId = $env:OIDC_CLIENT_ID; scope = $scope } } | ConvertTo-Json | Set-Content "$Folder/config.json"
Write-Output "Wrote $Folder/config.json for $env:API_URL"
