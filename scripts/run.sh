# ./dev run: the server with the demo seed, and two lines and a sign-in page to try it with.

# Under the usual port /health stands for the application to come back to; under another one it is one of which none runs.
sign_in_page() {
  local callback=http%3A%2F%2Flocalhost%3A3000%2Fcallback
  [ "${1##*:}" = 9229 ] && callback=http%3A%2F%2Flocalhost%3A9229%2Fhealth
  echo "${1/127.0.0.1/localhost}/login?client_id=demoWeb&response_type=code&redirect_uri=$callback"
}

print_try_it() {
  local endpoint=$1
  cat <<TEXT || true  # Ctrl-C may end it

rockpool answers at $endpoint with the demo pool us-east-1_demoPool1. Try it in another terminal:

AWS_PAGER= AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test aws cognito-idp update-identity-provider --endpoint-url $endpoint --region us-east-1 --user-pool-id us-east-1_demoPool1 --provider-name Google --provider-details client_secret=a-new-secret

AWS_PAGER= aws cognito-idp initiate-auth --no-sign-request --endpoint-url $endpoint --region us-east-1 --client-id demoWeb --auth-flow USER_PASSWORD_AUTH --auth-parameters USERNAME=alice,PASSWORD=Demo-passw0rd

Or sign in as alice with Demo-passw0rd in a browser:

$(sign_in_page "$endpoint")

Ctrl-C stops it.
TEXT
}

run_demo() {
  build_release >&2
  command -v aws >/dev/null || need awscli
  local line server
  exec {ready}< <(exec "$root/build/release/rockpool" --seed "$root/config/demo.seed.json" "$@")
  server=$!
  trap : INT  # the terminal sends it to the server too, and a second signal would end the server without grace
  trap 'kill -TERM "$server" 2>/dev/null || true' TERM
  while IFS= read -r -u "$ready" line; do
    echo "$line"
    [ "${line%% *}" = READY ] && print_try_it "${line#READY }"
  done
  local status=0
  while kill -0 "$server" 2>/dev/null; do wait "$server" || true; done
  wait "$server" || status=$?
  return "$status"
}
