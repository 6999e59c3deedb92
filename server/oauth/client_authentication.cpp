#include "server/oauth/client_authentication.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/api/errors.h"
#include "server/crypto/base64.h"
#include "server/http/form.h"
#include "server/oauth/authorization_parameters.h"
#include "server/oauth/errors.h"
#include "server/oauth/site.h"
#include "server/util/strings.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

constexpr std::string_view kInvalidRequest = "invalid_request";
constexpr std::string_view kInvalidClient = "invalid_client";
constexpr std::array<std::string_view, 11> kOnce{"aws_client_metadata", "client_id",    "client_secret", "code",  "code_verifier",
                                                 "grant_type",          "redirect_uri", "refresh_token", "scope", "token",
                                                 "token_type_hint"};

[[noreturn]] void RefuseClient() { throw JsonError(std::string(kInvalidClient)); }

// RFC 6749, 2.3.1, has both written as a form writes them, which not all clients do: a `+` of a secret may stand for itself.
std::string FormDecoded(const std::string& text) {
  const auto fields = http::ParseForm("v=" + text);
  return fields && fields->size() == 1 ? fields->begin()->second : text;
}

PresentedClient CredentialsOf(std::string_view basic) {
  const auto decoded = crypto::Base64Decode(basic);
  const std::size_t colon = decoded ? decoded->find(':') : std::string::npos;
  if (colon == std::string::npos || !util::IsUtf8(*decoded)) {
    RefuseClient();  // Assumed
  }
  PresentedClient credentials{decoded->substr(0, colon), decoded->substr(colon + 1)};
  if (credentials.secret->empty()) {
    credentials.secret.reset();
  }
  return credentials;
}

// Who is unknown here may be known under another host: neither is told from the other.
void RequireSite(const storage::Transaction& transaction, const Exchange& exchange, const clients::ClientInUse& client) {
  try {
    SiteOf(transaction, exchange, client);
  } catch (const PageError& error) {
    if (error.error() == kInvalidRequest) {
      RefuseClient();
    }
    throw;
  }
}

clients::SharedClient RequireClient(const storage::Transaction& transaction, const Exchange& exchange, const std::string& id) {
  const auto site = FindSite(transaction, exchange);  // so that the refusals of a domain's own host are as its other answers
  if (id.size() > kMaxClientId) {
    RefuseClient();
  }
  try {
    auto client = clients::AsServed(transaction, exchange.caller, clients::UseClient(transaction, exchange.world.caches, id));
    if (!site || !site->is_own_host) {
      RequireSite(transaction, exchange, *client);
    } else if (site->pool->id != client->pool->id) {
      RefuseClient();
    }
    return client;
  } catch (const api::ResourceNotFoundException&) {
    RefuseClient();
  }
}

}  // namespace

void RequireForm(const Exchange& exchange) {
  if (!exchange.has_form || std::ranges::any_of(kOnce, [&](std::string_view name) { return exchange.form.Count(name) > 1; })) {
    throw JsonError(std::string(kInvalidRequest));
  }
}

std::string RequireParameter(const Exchange& exchange, std::string_view name) {
  auto value = Parameter(exchange.form, name);
  if (!value) {
    throw JsonError(std::string(kInvalidRequest));
  }
  return *std::move(value);
}

std::optional<std::string_view> FindCredentials(const Exchange& exchange, std::string_view scheme) {
  const std::string_view header = exchange.request.headers.Find("Authorization").value_or("");
  const std::size_t blank = header.find(' ');
  if (blank == std::string_view::npos || !util::EqualsIgnoringCase(header.substr(0, blank), scheme)) {
    return std::nullopt;
  }
  const std::size_t begin = header.find_first_not_of(' ', blank);
  return begin == std::string_view::npos ? std::string_view() : header.substr(begin);
}

std::optional<std::string> FindNamedClient(const Exchange& exchange) {
  try {
    return RequireCredentials(exchange).client_id;
  } catch (const JsonError&) {
    return std::nullopt;
  }
}

PresentedClient RequireCredentials(const Exchange& exchange) {
  const auto named = Parameter(exchange.form, "client_id");
  if (const auto basic = FindCredentials(exchange, "Basic")) {
    PresentedClient credentials = CredentialsOf(*basic);
    if (named && *named != credentials.client_id) {
      RefuseClient();  // Assumed
    }
    return credentials;
  }
  if (!named) {
    throw JsonError(std::string(kInvalidRequest));
  }
  return {*named, Parameter(exchange.form, "client_secret")};
}

clients::SharedClient RequireProvedClient(const storage::Transaction& transaction, const Exchange& exchange,
                                          const PresentedClient& credentials) {
  auto client = RequireClient(transaction, exchange, credentials.client_id);
  // Assumed: a public client may send what it likes.
  const bool is_proved = client->secrets.empty() || (credentials.secret && (clients::HasSecret(*client, *credentials.secret) ||
                                                                            clients::HasSecret(*client, FormDecoded(*credentials.secret))));
  if (!is_proved) {
    throw JsonError(std::string(kInvalidClient), "invalid_client_secret");
  }
  return client;
}

clients::SharedClient AuthenticateClient(const Exchange& exchange) {
  const PresentedClient credentials = RequireCredentials(exchange);
  return exchange.world.store.ReadBriefly(
      [&](const storage::Transaction& transaction) { return RequireProvedClient(transaction, exchange, credentials); });
}

}  // namespace rockpool::oauth
