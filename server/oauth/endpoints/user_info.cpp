// GET and POST /oauth2/userInfo: what an access token with `openid` shows of its user.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "server/accounts/user.h"
#include "server/api/errors.h"
#include "server/api/json_object.h"
#include "server/oauth/client_authentication.h"
#include "server/oauth/errors.h"
#include "server/oauth/handlers.h"
#include "server/oauth/site.h"
#include "server/tokens/access_token.h"
#include "server/util/lists.h"
#include "server/util/strings.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

constexpr std::array<std::string_view, 4> kSaidApart{"sub", "email_verified", "phone_number_verified", "identities"};

// As one of the WWW-Authenticate header, which has no scheme in it (documented), and of the body (reported).
[[noreturn]] void Refuse(int status, const std::string& error, const std::string& description) {
  http::Headers headers;
  headers.Add("WWW-Authenticate", "error=\"" + error + "\", error_description=\"" + description + "\"");
  throw JsonError(error, description, status, std::move(headers));
}

[[noreturn]] void RefuseToken() {
  Refuse(401, "invalid_token", "Access token is expired, disabled, or deleted, or the user has globally signed out.");
}

tokens::AccessToken ReadToken(const Exchange& exchange) {
  const auto bearer = FindCredentials(exchange, "Bearer");
  if (!bearer || bearer->empty()) {
    Refuse(400, "invalid_request", "Bad OAuth2 request at UserInfo Endpoint");
  }
  try {
    return tokens::ReadAccessToken(exchange.world, *bearer);
  } catch (const api::NotAuthorizedException&) {
    RefuseToken();
  }
}

tokens::TokenHolder RequireHolder(const Exchange& exchange, const tokens::AccessToken& token) {
  try {
    return exchange.world.store.ReadBriefly([&](const storage::Transaction& transaction) {
      auto holder = tokens::RequireHolder(transaction, exchange.world.caches, token, tokens::kOpenIdScope);
      SiteOf(transaction, exchange, *holder.client);
      return holder;
    });
  } catch (const api::ServiceException& error) {
    if (error.http_status() >= 500) {
      throw;
    }
  } catch (const PageError&) {
    // A domain of another pool, or none at all: nothing of this pool is here.
  }
  RefuseToken();
}

class Claims {
 public:
  Claims(const tokens::TokenHolder& holder, std::string_view scope) : holder_(holder), scope_(scope) {}

  std::string Text() {
    json_.Add("sub", accounts::SubOf(holder_.user));
    AddFlag("email");
    AddFlag("phone_number");
    for (const api::AttributeType& attribute : util::MembersOf(holder_.user.content.UserAttributes)) {
      if (std::ranges::find(kSaidApart, attribute.Name) == kSaidApart.end() && attribute.Value && IsShown(attribute.Name)) {
        json_.Add(attribute.Name, *attribute.Value);
      }
    }
    if (const std::string* identities = accounts::FindAttribute(holder_.user, "identities")) {
      json_.Add("identities", *identities);
    }
    const std::string& username = holder_.user.username();
    json_.Add("username", pools::IsCaseSensitive(*holder_.client->pool) ? username : util::LowerCase(username));
    return json_.Text();
  }

 private:
  bool IsShown(std::string_view attribute) const {
    return clients::MayRead(*holder_.client, attribute) && tokens::ShowsAttribute(scope_, attribute);
  }

  // Where its value is, as in ID tokens, but as a text.
  void AddFlag(std::string_view attribute) {
    const std::string flag = std::string(attribute) + "_verified";
    if (accounts::HasValue(holder_.user, attribute) && IsShown(flag)) {
      json_.Add(flag, std::string_view(accounts::IsVerified(holder_.user, attribute) ? "true" : "false"));
    }
  }

  const tokens::TokenHolder& holder_;
  const std::string_view scope_;
  api::JsonObject json_;
};

}  // namespace

http::Response UserInfo(const Exchange& exchange) {
  const tokens::AccessToken token = ReadToken(exchange);
  if (!tokens::HasScope(token.scope, tokens::kOpenIdScope)) {
    Refuse(401, "invalid_token", "Access token does not contain openid scope");  // reported (simov/grant#189)
  }
  const tokens::TokenHolder holder = RequireHolder(exchange, token);
  http::Response response;
  response.headers.Add("Content-Type", "application/json;charset=UTF-8");
  response.body = Claims(holder, token.scope).Text();
  return response;
}

}  // namespace rockpool::oauth
