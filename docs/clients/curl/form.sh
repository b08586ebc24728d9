#!/bin/sh
# RFC 7009: a form, and the client's credentials in the header. They go to curl through a pipe, because other accounts
# can read a command line.
status=$(curl -sS -o /dev/stderr -w '%{http_code}' --config - "$REVOKE_URL" <<END
user = "$CLIENT_ID:$CLIENT_SECRET"
data-urlencode = "token=$TOKEN"
END
)
echo "$status"
[ "$status" = 200 ]
