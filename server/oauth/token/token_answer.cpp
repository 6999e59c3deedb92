#include "server/oauth/token/token_answer.h"

#include "server/api/json_object.h"
#include "server/util/lists.h"

namespace rockpool::oauth {

http::Response AnswerOf(const api::AuthenticationResultType& tokens) {
  api::JsonObject json;
  if (tokens.IdToken) {
    json.Add("id_token", *tokens.IdToken);
  }
  json.Add("access_token", tokens.AccessToken.value_or(""));
  if (tokens.RefreshToken) {
    json.Add("refresh_token", *tokens.RefreshToken);
  }
  json.Add("expires_in", tokens.ExpiresIn.value_or(0));
  json.Add("token_type", tokens.TokenType.value_or("Bearer"));
  http::Response response;
  response.headers.Add("Content-Type", "application/json;charset=UTF-8");
  response.body = json.Text();
  return response;
}

bool MayUse(const clients::ClientInUse& client, api::OAuthFlowType flow) {
  return client.settings.AllowedOAuthFlowsUserPoolClient == true && util::Contains(client.settings.AllowedOAuthFlows, flow);
}

}  // namespace rockpool::oauth
