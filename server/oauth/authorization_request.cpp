#include "server/oauth/authorization_request.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "server/api/errors.h"
#include "server/oauth/authorization_parameters.h"
#include "server/sign_in/levels.h"
#include "server/util/lists.h"
#include "server/util/strings.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

using Flow = api::OAuthFlowType;

constexpr std::string_view kInvalidRequest = "invalid_request";
constexpr std::size_t kMaxState = 4096;      // Assumed
constexpr std::size_t kMaxNonce = 2048;      // Assumed
constexpr std::size_t kMaxLoginHint = 1024;  // Assumed
// What may not be said twice (RFC 6749, 3.1), once there is somebody to tell; `resource` has an answer of its own.
constexpr std::array<std::string_view, 12> kOnce{
    "response_type",     "state",          "scope",      "nonce",  "code_challenge", "code_challenge_method",
    "identity_provider", "idp_identifier", "login_hint", "prompt", "lang",           "max_age"};

std::optional<std::int64_t> SecondsIn(std::string_view text) {
  constexpr std::size_t kMostDigits = 12;  // Assumed
  const bool is_number = !text.empty() && text.size() <= kMostDigits && std::ranges::all_of(text, util::IsDigit);
  return is_number ? std::optional(std::stoll(std::string(text))) : std::nullopt;
}

// Reads one request, check by check. Lives in one transaction.
class Reader {
 public:
  Reader(const storage::Transaction& transaction, const Exchange& exchange) : transaction_(transaction), exchange_(exchange) {}

  AuthorizationRequest Read() {
    request_.client = RequireClient();
    request_.site = SiteOf(transaction_, exchange_, *request_.client);
    request_.query = exchange_.request.query;
    request_.generation = transaction_.generation();
    TakeRedirectUri();
    RequireOAuth();
    TakeResponseType();
    TakeScopes();
    TakeChallenge();
    TakeResource();
    TakeLogin();
    TakeHints();
    return std::move(request_);
  }

 private:
  std::optional<std::string> Sent(std::string_view name) const { return Parameter(exchange_.query, name); }
  const api::UserPoolClientType& settings() const { return request_.client->settings; }

  clients::SharedClient RequireClient() const;
  void TakeRedirectUri();
  void RequireOAuth();
  void TakeResponseType();
  void TakeScopes();
  void TakeChallenge();
  void TakeResource();
  void TakeLogin();
  void TakeHints();

  [[noreturn]] void Refuse(std::string_view error, std::optional<std::string> description = std::nullopt) const {
    RefuseRequest(*request_.client, request_.place(), std::string(error), std::move(description));
  }
  // Recorded (e.g. awscdk-minecraft#40): the error is the description, and is called an invalid request.
  [[noreturn]] void RefuseScope() const { Refuse(kInvalidRequest, "invalid_scope"); }

  const storage::Transaction& transaction_;
  const Exchange& exchange_;
  AuthorizationRequest request_;
};

clients::SharedClient Reader::RequireClient() const {
  const auto id = Sent("client_id");
  if (!id) {
    // Recorded of /login (veda-data-airflow#170 of the other).
    throw PageError(exchange_.request.path == "/oauth2/authorize" ? "Required parameters missing" : "Client does not exist");
  }
  if (exchange_.query.Count("client_id") > 1 || id->size() > kMaxClientId) {
    throw PageError(std::string(kInvalidRequest));
  }
  try {
    return clients::AsServed(transaction_, exchange_.caller, clients::UseClient(transaction_, exchange_.world.caches, *id));
  } catch (const api::ResourceNotFoundException&) {
    throw PageError(std::string(kInvalidRequest), {{"client_id", *id}});
  }
}

void Reader::TakeRedirectUri() {
  auto uri = Sent("redirect_uri");
  const std::string& client_id = request_.client->id;
  if (exchange_.query.Count("redirect_uri") > 1) {
    throw PageError(std::string(kInvalidRequest), {{"client_id", client_id}});
  }
  // Documented of app clients with one identity provider.
  if (!uri && util::MembersOf(settings().SupportedIdentityProviders).size() == 1) {
    uri = settings().DefaultRedirectURI;
  }
  // A client without any is told the same whatever it sends (recorded).
  if (!uri && !util::MembersOf(settings().CallbackURLs).empty()) {
    throw PageError("Required parameters missing");
  }
  // Character for character, and nothing else: recorded of seven probes, RFC 8252's free loopback ports among them.
  if (!uri || !util::Contains(settings().CallbackURLs, *uri)) {
    throw PageError("redirect_mismatch", {{"client_id", client_id}});
  }
  request_.redirect_uri = *std::move(uri);
  const auto state = exchange_.query.Find("state");
  const bool is_kept = state && state->size() <= kMaxState && exchange_.query.Count("state") == 1;
  request_.state = is_kept ? std::optional(std::string(*state)) : std::nullopt;
  request_.is_implicit = exchange_.query.Find("response_type") == "token";
  if (!HasRegisteredItself(*request_.client)) {
    // Recorded: amplify-cli#2082.
    exchange_.fault = std::make_shared<const RedirectError>(request_.place(), "server_error", "Exception processing authorization code");
  }
}

void Reader::RequireOAuth() {
  if (settings().AllowedOAuthFlowsUserPoolClient != true) {
    Refuse(kInvalidRequest, "Client is not enabled for OAuth2.0 flows ");  // the blank is recorded too (amazon-cognito-auth-js#159)
  }
  const bool is_twice = std::ranges::any_of(kOnce, [this](std::string_view name) { return exchange_.query.Count(name) > 1; });
  if (is_twice || exchange_.query.Find("state").value_or("").size() > kMaxState) {
    Refuse(kInvalidRequest);  // Assumed
  }
}

void Reader::TakeResponseType() {
  const auto type = Sent("response_type");
  if (type != "code" && type != "token") {
    Refuse(kInvalidRequest);
  }
  if (!util::Contains(settings().AllowedOAuthFlows, request_.is_implicit ? Flow::implicit : Flow::code)) {
    Refuse("unauthorized_client");
  }
}

void Reader::TakeScopes() {
  auto scopes = ScopesOf(transaction_, exchange_.world.caches, *request_.client, Sent("scope"));
  if (!scopes) {
    RefuseScope();
  }
  request_.scopes = *std::move(scopes);
}

void Reader::TakeChallenge() {
  request_.code_challenge = Sent("code_challenge");
  const auto method = Sent("code_challenge_method");
  // Assumed of a method without a challenge: who believes to be protected must not go on without it. Assumed, too, of what is none.
  if (request_.code_challenge.has_value() != method.has_value() || (method && *method != "S256") ||
      (request_.code_challenge && !IsChallenge(*request_.code_challenge))) {
    Refuse(kInvalidRequest);
  }
}

void Reader::TakeResource() {
  const auto resource = exchange_.query.Find("resource");
  if (!resource) {
    return;
  }
  // Reported once, 2026. Assumed of an empty one: it is no URI (RFC 8707, 2), and an application that names what its token is for must not
  // get one that is good everywhere.
  if (exchange_.query.Count("resource") > 1 || !request_.site.is_managed_login() || !IsResource(*resource)) {
    RefuseScope();
  }
  request_.resource = std::string(*resource);
}

void Reader::TakeLogin() {
  ChosenLogin login = LoginOf(transaction_, *request_.client, exchange_.query);
  request_.login_option = login.option;
  request_.identity_provider = std::move(login.provider);
}

void Reader::TakeHints() {
  request_.nonce = Sent("nonce");
  if (request_.nonce && request_.nonce->size() > kMaxNonce) {
    Refuse(kInvalidRequest);  // Assumed
  }
  request_.login_hint = Sent("login_hint");
  if (request_.login_hint && request_.login_hint->size() > kMaxLoginHint) {
    request_.login_hint.reset();
  }
  if (!request_.site.is_managed_login()) {
    return;
  }
  for (const std::string_view prompt : util::Split(exchange_.query.Find("prompt").value_or(""), " ")) {
    request_.prompts.emplace_back(prompt);
  }
  if (request_.Prompts("none") && request_.prompts.size() > 1) {
    Refuse(kInvalidRequest);  // Assumed, of the rule that `none` stands alone
  }
  request_.acr_levels = sign_in::LevelsNamed(request_.client->pool->settings, exchange_.query.Find("acr_values").value_or(""));
  if (const auto age = Sent("max_age")) {
    request_.max_age = SecondsIn(*age);
    if (!request_.max_age) {
      Refuse(kInvalidRequest);  // Assumed
    }
  }
}

}  // namespace

bool AuthorizationRequest::Prompts(std::string_view prompt) const { return std::ranges::find(prompts, prompt) != prompts.end(); }

bool HasRegisteredItself(const clients::ClientInUse& client) { return client.settings.ClientType == api::ClientTypeType::DCR; }

void RefuseRequest(const clients::ClientInUse& client, RedirectError::Place place, std::string error,
                   std::optional<std::string> description) {
  if (HasRegisteredItself(client)) {
    throw PageError(description ? *std::move(description) : std::move(error), {{"client_id", client.id}});
  }
  throw RedirectError(std::move(place), std::move(error), std::move(description));
}

AuthorizationRequest RequireAuthorizationRequest(const Exchange& exchange) {
  return exchange.world.store.ReadBriefly([&](const storage::Transaction& transaction) { return Reader(transaction, exchange).Read(); });
}

}  // namespace rockpool::oauth
