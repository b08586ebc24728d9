#!/bin/sh
# The same in JSON, as Auth0's examples have it.
status=$(curl -sS -o /dev/stderr -w '%{http_code}' -H 'Content-Type: application/json' --data @- "$REVOKE_URL" <<END
{"client_id": "$CLIENT_ID", "client_secret": "$CLIENT_SECRET", "token": "$TOKEN"}
END
)
echo "$status"
[ "$status" = 200 ]
