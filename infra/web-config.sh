#!/bin/sh
# Writes what the web client reads when it starts, where the API is and who signs people in, into its built files. azd and the pipeline run it before they deploy them.
# usage: infra/web-config.sh [folder]   with API_URL, OIDC_ISSUER, OIDC_CLIENT_ID and, where `openid profile` is not enough, OIDC_SCOPE
set -eu
folder="${1:-web/dist}"
[ -f "$folder/index.html" ] || { echo "There is no built web client in $folder: run npm ci && npm run build in web/ first." >&2; exit 1; }
[ -n "${OIDC_CLIENT_ID:-}" ] || { echo "OIDC_CLIENT_ID is not set: register the web client with your issuer as a public client (code with PKCE) and say its id, azd env set OIDC_CLIENT_ID …" >&2; exit 1; }
cat > "$folder/config.json" <<JSON
{ "api": "$API_URL", "oidc": { "authority": "$OIDC_ISSUER", "clientId": "$OIDC_CLIENT_ID", "scope": "${OIDC_SCOPE:-openid profile}" } }
JSON
echo "Wrote $folder/config.json for $API_URL"
