#include "server/oauth/mount.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "server/oauth/asset_endpoint.h"
#include "server/oauth/completion.h"
#include "server/oauth/cookies.h"
#include "server/oauth/exchange.h"
#include "server/oauth/handlers.h"
#include "server/oauth/waiting.h"

namespace rockpool::oauth {
namespace {

using http::Cors;
using http::Runs;

struct Route {
  std::string_view method;
  std::string_view path;
  Handler handler;
  Runs runs;       // unless `runs_of` says it
  RunsOf runs_of;  // may be null
  ErrorForm errors;
  Cors cors;
  std::size_t form_limit = kMaxFormBytes;
};

// Every path of an endpoint or a page. What writes to the store or computes says so; see Exchange. A page that is shown writes nothing
// where it is the first of a flow; its look is in a cache, or it goes on on a computing thread.
constexpr std::array kRoutes{
    Route{"GET", "/changePassword", ShowNewPassword, Runs::kComputes, nullptr, ErrorForm::kPage, Cors::kNone},
    Route{"POST", "/changePassword", PostNewPassword, Runs::kComputes, RunsOfForm, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/confirm", ShowConfirm, Runs::kComputes, nullptr, ErrorForm::kPage, Cors::kNone},
    Route{"POST", "/confirm", PostConfirm, Runs::kComputes, RunsOfForm, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/confirmUser", ConfirmUser, Runs::kComputes, RunsOfForm, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/confirmforgotPassword", ShowConfirmForgotPassword, Runs::kComputes, nullptr, ErrorForm::kPage, Cors::kNone},
    Route{"POST", "/confirmforgotPassword", PostConfirmForgotPassword, Runs::kComputes, RunsOfForm, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/feedback", GiveFeedback, Runs::kComputes, nullptr, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/forgotPassword", ShowForgotPassword, Runs::kHere, nullptr, ErrorForm::kPage, Cors::kNone},
    Route{"POST", "/forgotPassword", PostForgotPassword, Runs::kComputes, RunsOfForm, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/login", ShowLogin, Runs::kHere, RunsOfLogin, ErrorForm::kPage, Cors::kNone},
    Route{"POST", "/login", PostLogin, Runs::kComputes, RunsOfForm, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/login/continue", ShowFirstFactor, Runs::kComputes, nullptr, ErrorForm::kPage, Cors::kNone},
    Route{"POST", "/login/continue", PostFirstFactor, Runs::kComputes, RunsOfForm, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/login/passkey", ShowPasskey, Runs::kComputes, nullptr, ErrorForm::kPage, Cors::kNone},
    Route{"POST", "/login/passkey", PostPasskey, Runs::kComputes, RunsOfForm, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/mfa", ShowMfaCode, Runs::kComputes, nullptr, ErrorForm::kPage, Cors::kNone},
    Route{"POST", "/mfa", PostMfaCode, Runs::kComputes, RunsOfForm, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/mfa/register/email", ShowEmailSetUp, Runs::kComputes, nullptr, ErrorForm::kPage, Cors::kNone},
    Route{"POST", "/mfa/register/email", PostEmailSetUp, Runs::kComputes, RunsOfForm, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/mfa/register/options", ShowMfaOptions, Runs::kComputes, nullptr, ErrorForm::kPage, Cors::kNone},
    Route{"POST", "/mfa/register/options", PostMfaOptions, Runs::kComputes, RunsOfForm, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/mfa/register/totp", ShowTotpSetUp, Runs::kComputes, nullptr, ErrorForm::kPage, Cors::kNone},
    Route{"POST", "/mfa/register/totp", PostTotpSetUp, Runs::kComputes, RunsOfForm, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/mfa/select", ShowMfaChoice, Runs::kComputes, nullptr, ErrorForm::kPage, Cors::kNone},
    Route{"POST", "/mfa/select", PostMfaChoice, Runs::kComputes, RunsOfForm, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/passkeys/add", ShowAddPasskey, Runs::kComputes, nullptr, ErrorForm::kPage, Cors::kNone},
    Route{"POST", "/passkeys/add", PostAddPasskey, Runs::kComputes, RunsOfForm, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/resendcode", ShowConfirm, Runs::kComputes, nullptr, ErrorForm::kPage, Cors::kNone},
    Route{"POST", "/resendcode", PostResendCode, Runs::kComputes, RunsOfForm, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/signup", ShowSignUp, Runs::kHere, nullptr, ErrorForm::kPage, Cors::kNone},
    Route{"POST", "/signup", PostSignUp, Runs::kComputes, RunsOfForm, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/error", ShowError, Runs::kHere, nullptr, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/logout", Logout, Runs::kHere, RunsOfLogout, ErrorForm::kPage, Cors::kNone},
    Route{"GET", "/oauth2/authorize", Authorize, Runs::kHere, RunsOfAuthorize, ErrorForm::kPage, Cors::kNone},
    // Where identity providers send browsers back.
    Route{"GET", "/oauth2/idpresponse", IdpResponse, Runs::kWaits, nullptr, ErrorForm::kPage, Cors::kNone},
    Route{"POST", "/oauth2/idpresponse", IdpResponse, Runs::kWaits, nullptr, ErrorForm::kPage, Cors::kNone},
    Route{"POST", "/saml2/idpresponse", SamlResponse, Runs::kWaits, nullptr, ErrorForm::kPage, Cors::kNone, kMaxSamlFormBytes},
    Route{"POST", "/saml2/logout", SamlLogout, Runs::kWaits, nullptr, ErrorForm::kPage, Cors::kNone, kMaxSamlFormBytes},
    // Answers of these are for programs, also for those in a browser that come from elsewhere.
    Route{"POST", "/oauth2/register", RegisterClient, Runs::kComputes, nullptr, ErrorForm::kJson, Cors::kAnyOrigin},
    Route{"POST", "/oauth2/register/{pool}", RegisterClient, Runs::kComputes, nullptr, ErrorForm::kJson, Cors::kAnyOrigin},
    Route{"POST", "/oauth2/revoke", Revoke, Runs::kComputes, nullptr, ErrorForm::kJson, Cors::kAnyOrigin},
    Route{"POST", "/oauth2/token", Token, Runs::kComputes, RunsOfToken, ErrorForm::kJson, Cors::kAnyOrigin},
    Route{"GET", "/oauth2/userInfo", UserInfo, Runs::kComputes, nullptr, ErrorForm::kJson, Cors::kAnyOrigin},
    Route{"POST", "/oauth2/userInfo", UserInfo, Runs::kComputes, nullptr, ErrorForm::kJson, Cors::kAnyOrigin},
};

struct AssetRoute {
  std::string_view path;
  Asset asset;
  Runs runs;  // who decodes images computes
};

constexpr std::array kAssets{
    AssetRoute{"/assets/{file}", EmbeddedAsset, Runs::kHere},
    AssetRoute{"/assets/styles/{client}/{version}/{file}", StyleAsset, Runs::kComputes},
    AssetRoute{"/{pool}/{client}/{version}/assets/{kind}/{file}", CustomizationAsset, Runs::kComputes},
};

// Everything below belongs to OAuthOwner, on every host, whether something is mounted there or not.
constexpr std::array<std::string_view, 17> kOwned{
    "/.well-known", "/assets",   "/changePassword", "/confirm", "/confirmUser", "/confirmforgotPassword",
    "/error",       "/feedback", "/forgotPassword", "/login",   "/logout",      "/mfa",
    "/oauth2",      "/passkeys", "/resendcode",     "/saml2",   "/signup"};

// Such a host has nothing else, but for what others own by a longer path. Custom domains are no pattern, and {region}.localhost is the
// API's: on both an unknown path is told by the API's owner.
constexpr std::string_view kHosts[] = {"{domain}.auth.{region}.amazoncognito.com", "{domain}.auth-fips.{region}.amazoncognito.com"};

std::unique_ptr<http::Endpoint> EndpointOf(const world::World& world, const Route& route) {
  return route.runs_of == nullptr ? std::make_unique<OAuthEndpoint>(world, route.handler, route.runs, route.errors, route.form_limit)
                                  : std::make_unique<OAuthEndpoint>(world, route.handler, route.runs_of, route.errors);
}

}  // namespace

OAuth::OAuth(const world::World& world)
    : owner_(world),
      jwks_(std::make_unique<WellKnown>(world, JwksDocument)),
      discovery_(std::make_unique<WellKnown>(world, DiscoveryDocument)) {
  for (const Route& route : kRoutes) {
    endpoints_.push_back(EndpointOf(world, route));
  }
  for (const AssetRoute& route : kAssets) {
    endpoints_.push_back(std::make_unique<AssetEndpoint>(world, route.asset, route.runs));
  }
}

void OAuth::Mount(http::Router& router) const {
  for (const std::string_view path : kOwned) {
    router.Own("", path, owner_);
  }
  for (const std::string_view host : kHosts) {
    router.Own(host, "/", owner_);
  }
  router.Mount("GET", "/.well-known/jwks.json", *jwks_, Cors::kAnyOrigin);
  router.Mount("GET", "/.well-known/openid-configuration", *discovery_, Cors::kAnyOrigin);
  for (std::size_t i = 0; i < kRoutes.size(); ++i) {
    router.Mount({std::string(kRoutes[i].method), {}, std::string(kRoutes[i].path), kRoutes[i].cors}, *endpoints_[i]);
  }
  for (std::size_t i = 0; i < kAssets.size(); ++i) {
    router.Mount("GET", kAssets[i].path, *endpoints_[kRoutes.size() + i], Cors::kNone);
  }
}

}  // namespace rockpool::oauth
