# ./dev run: the server with the demo seed, and two lines to try it with.

print_try_it() {
  local endpoint=$1
  cat <<TEXT || true  # Ctrl-C may end it

rockpool answers at $endpoint with the demo pool us-east-1_demoPool1. Try it in another terminal:

AWS_PAGER= AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test aws cognito-idp update-identity-provider --endpoint-url $endpoint --region us-east-1 --user-pool-id us-east-1_demoPool1 --provider-name Google --provider-details client_secret=a-new-secret

AWS_PAGER= aws cognito-idp initiate-auth --no-sign-request --endpoint-url $endpoint --region us-east-1 --client-id demoWeb --auth-flow USER_PASSWORD_AUTH --auth-parameters USERNAME=alice,PASSWORD=Demo-passw0rd

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
