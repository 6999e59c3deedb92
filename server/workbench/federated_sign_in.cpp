#include "server/workbench/federated_sign_in.h"

#include <memory>
#include <optional>
#include <utility>

#include "server/api/errors.h"
#include "server/api/json.h"
#include "server/api/json_object.h"
#include "server/clients/client_in_use.h"
#include "server/federation/stand_ins/provider_door.h"
#include "server/federation/stand_ins/stand_in.h"
#include "server/federation/stand_ins/state.h"
#include "server/federation/stand_ins/typed_claims.h"
#include "server/http/form.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/identity_providers/provider_records.h"
#include "server/pools/pool_in_use.h"
#include "server/pools/user_pools.h"
#include "server/util/lists.h"
#include "server/util/strings.h"
#include "server/workbench/browser.h"
#include "server/workbench/endpoints.h"
#include "server/workbench/request_json.h"
#include "storage/store.h"

namespace rockpool::workbench {
namespace {

constexpr int kMostHops = 8;

struct Asked {
  std::string user_pool_id;
  std::string client_id;
  std::string provider;
  std::string subject;
  std::string claims = "{}";
};

Asked Read(std::string_view body) {
  Asked asked;
  ReadObject(body, [&](std::string_view name, const api::JsonValue& value) {
    std::string* text = name == "UserPoolId"     ? &asked.user_pool_id
                        : name == "ClientId"     ? &asked.client_id
                        : name == "ProviderName" ? &asked.provider
                        : name == "subject"      ? &asked.subject
                                                 : nullptr;
    if (name == "claims") {
      asked.claims = ClaimsIn(value);
    } else if (text != nullptr && value.IsString()) {
      *text = api::TextOf(value);
    } else {
      Refuse("A sign-in is asked for by the texts UserPoolId, ClientId, ProviderName and subject and the object claims, and no others.");
    }
  });
  if (asked.user_pool_id.empty() || asked.client_id.empty() || asked.provider.empty() || !federation::IsSubject(asked.subject)) {
    Refuse("UserPoolId, ClientId, ProviderName and subject must be given.");
  }
  return asked;
}

// The application, as far as a sign-in sees it.
struct Application {
  clients::SharedClient client;
  identity_providers::SharedProvider provider;
  std::string redirect_uri;
  bool has_codes = false;
};

Application ApplicationOf(const world::World& world, const Asked& asked) {
  Application application = world.store.Read([&](const storage::Transaction& transaction) {
    if (!transaction.user_pools().FindById(asked.user_pool_id)) {
      pools::ThrowPoolNotFound(asked.user_pool_id);
    }
    Application found;
    found.client = clients::UseClientOf(transaction, pools::UsePoolOf(transaction, world.caches, asked.user_pool_id), asked.client_id);
    found.provider = identity_providers::FindProvider(world, transaction, asked.user_pool_id, asked.provider);
    return found;
  });
  if (application.provider == nullptr) {
    identity_providers::ThrowProviderNotFound(asked.provider, asked.user_pool_id);
  }
  if (!federation::IsSimulated(world, *application.provider)) {
    Refuse("The provider is real; only through a simulated one can somebody be signed in here.");
  }
  const auto callbacks = util::MembersOf(application.client->settings.CallbackURLs);
  if (callbacks.empty()) {
    Refuse("The app client has no callback URL.");
  }
  application.redirect_uri = callbacks.front();
  application.has_codes = util::Contains(application.client->settings.AllowedOAuthFlows, api::OAuthFlowType::code);
  return application;
}

std::string AuthorizationTarget(const Application& application) {
  const http::NamedValues query = {
      {"client_id", application.client->id},
      {"response_type", application.has_codes ? "code" : "token"},
      {"scope", util::Join(util::MembersOf(application.client->settings.AllowedOAuthScopes), " ")},
      {"redirect_uri", application.redirect_uri},
      {"identity_provider", application.provider->name},
  };
  return http::WithQuery("/oauth2/authorize", query);
}

SignInOutcome Failed(std::string_view error, std::string_view description) {
  api::JsonObject json;
  json.Add("error", error);
  json.AddUnlessEmpty("error_description", description);
  return {false, json.Text()};
}

std::string AllOf(const http::NamedValues& fields) {
  api::JsonObject json;
  for (const auto& [name, value] : fields) {
    json.Add(name, value);
  }
  return json.Text();
}

// Whether it is the redirect URI with what is put behind one, and no address that begins alike: as all of this server's do where the
// redirect URI is http://localhost.
bool IsAtApplication(std::string_view address, std::string_view redirect_uri) {
  if (!address.starts_with(redirect_uri)) {
    return false;
  }
  constexpr std::string_view kBehind = "?&#";
  const bool is_open = redirect_uri.ends_with('?') || redirect_uri.ends_with('&');  // then nothing stands between
  return is_open || address.size() == redirect_uri.size() || kBehind.find(address[redirect_uri.size()]) != std::string_view::npos;
}

// What came back to the application: its code is redeemed, as its own server would do it.
SignInOutcome Redeem(const Application& application, Browser& browser, std::string_view address) {
  const auto begin = address.find_first_of("?#");
  const auto fields = http::ParseForm(begin == std::string_view::npos ? "" : address.substr(begin + 1));
  if (!fields || (!fields->Find("code") && !fields->Find("access_token") && !fields->Find("id_token"))) {
    return Failed(fields ? fields->Find("error").value_or("") : "", fields ? fields->Find("error_description").value_or("") : "");
  }
  const auto code = fields->Find("code");
  if (!code) {
    return {true, AllOf(*fields)};
  }
  http::NamedValues form = {{"grant_type", "authorization_code"},
                            {"client_id", application.client->id},
                            {"redirect_uri", application.redirect_uri},
                            {"code", std::string(*code)}};
  if (!application.client->secrets.empty()) {
    form.Add("client_secret", application.client->secrets.front());
  }
  http::Response response = browser.Post("/oauth2/token", form);
  return {response.status == 200, std::move(response.body)};
}

SignInOutcome EndedAtPage(std::string_view target) {
  const auto query = target.find('?') == std::string_view::npos ? std::nullopt : http::ParseForm(target.substr(target.find('?') + 1));
  const std::string path(target.substr(0, target.find('?')));
  return Failed(query ? query->Find("error").value_or("") : "", "The sign-in ended at the page " + path + ".");
}

// The page is looked at, and its form sent for whom the caller names; where pages are left out, it is sent at once, for the page would sign
// in somebody else.
http::Response AnswerOfStandIn(const world::World& world, const Application& application, const Asked& asked, const std::string& target,
                               Browser& browser) {
  if (!federation::ReadState(world, *application.provider)->is_auto) {
    http::Response page = browser.Get(target);
    if (page.status != 200 || HiddenFormIn(page.body)) {
      return page;
    }
  }
  const std::string query = target.find('?') == std::string::npos ? "" : target.substr(target.find('?') + 1);
  const std::string once = federation::OpenForm(world, *application.provider, query);
  return browser.Post(target, {{"once", once}, {"subject", asked.subject}, {"claims", asked.claims}});
}

}  // namespace

SignInOutcome SignInThroughProvider(const world::World& world, const AskServer& ask, const http::Request& request) {
  const Asked asked = Read(request.body);
  const Application application = ApplicationOf(world, asked);
  Browser browser(ask, request);
  http::Response response = browser.Get(AuthorizationTarget(application));
  for (int hop = 0; hop < kMostHops; ++hop) {
    const auto location = response.headers.Find("Location");
    if (!location) {
      return Failed("", "An address of this server answered with the status " + std::to_string(response.status) + ".");
    }
    if (IsAtApplication(*location, application.redirect_uri)) {
      return Redeem(application, browser, *location);
    }
    const std::string target = TargetOf(*location);
    if (target.starts_with("/oauth2/idpresponse?")) {
      response = browser.Get(target);
      continue;
    }
    if (!target.starts_with(federation::kStandInsPath)) {
      return EndedAtPage(target);
    }
    response = AnswerOfStandIn(world, application, asked, target, browser);
    if (const auto form = response.status == 200 ? HiddenFormIn(response.body) : std::nullopt) {
      response = browser.Post(form->action, form->fields);
    }
  }
  return Failed("", "The sign-in went in a circle.");
}

namespace {

class SigningIn final : public http::Work {
 public:
  SigningIn(const world::World& world, const AskServer& ask, util::Random& random, http::Request request)
      : world_(world), ask_(ask), random_(random), request_(std::move(request)) {}

  http::Runs Where() const override { return http::Runs::kWaits; }

  http::Response Run() noexcept override {
    bool is_signed_in = true;
    http::Response response = AnswerOf(
        [&] {
          SignInOutcome outcome = SignInThroughProvider(world_, ask_, request_);
          is_signed_in = outcome.is_signed_in;
          return std::move(outcome.json);
        },
        request_, random_);
    response.status = is_signed_in ? response.status : 400;
    return response;
  }

 private:
  const world::World& world_;
  const AskServer& ask_;
  util::Random& random_;
  const http::Request request_;
};

class SignInEndpoint final : public http::Endpoint {
 public:
  SignInEndpoint(const world::World& world, AskServer ask, util::Random& random) : world_(world), ask_(std::move(ask)), random_(random) {}

  std::unique_ptr<http::Work> Accept(http::Request request) noexcept override {
    return std::make_unique<SigningIn>(world_, ask_, random_, std::move(request));
  }

 private:
  const world::World& world_;
  const AskServer ask_;
  util::Random& random_;
};

}  // namespace

void AddFederatedSignIn(Workbench& workbench, const world::World& world, AskServer ask, util::Random& random) {
  workbench.Add("POST", "/_rockpool/sign-in", std::make_unique<SignInEndpoint>(world, std::move(ask), random));
}

}  // namespace rockpool::workbench
