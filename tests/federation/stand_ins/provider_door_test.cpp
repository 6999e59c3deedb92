// Who answers for a provider, and what goes wrong on purpose with a real one.
#include "server/federation/stand_ins/provider_door.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <utility>

#include "server/federation/stand_ins/faults.h"
#include "server/federation/stand_ins/keys.h"
#include "server/federation/stand_ins/state.h"
#include "tests/federation/stand_ins/stand_in_server.h"

namespace rockpool::federation {
namespace {

using identity_providers::ProviderInUse;
using Providers = identity_providers::Settings::Providers;
using support::StandInServer;

support::Settings In(Providers providers) {
  support::Settings settings;
  settings.identity_providers.providers = providers;
  return settings;
}

// A provider of the server's at another place. What is kept of it is that of the stored one.
ProviderInUse At(StandInServer& server, const std::string& issuer) {
  ProviderInUse provider = *server.Provider("Corp");
  provider.settings.details["oidc_issuer"] = issuer;
  return provider;
}

http::FetchRequest RequestTo(const std::string& url) {
  http::FetchRequest request;
  request.url = *http::ParseUrl(url);
  return request;
}

void Add(StandInServer& server, const Fault& fault) {
  ChangeState(server.service.world(), *server.Provider("Corp"), [&fault](StandInState& state) { state.faults.push_back(fault); });
}

bool IsSimulatedAt(Providers mode, const std::string& issuer) {
  StandInServer server;
  const world::World& world = server.service.world();
  world::World moded = world::WithStore(world, world.store, world.clock);
  moded.settings.Put(In(mode).identity_providers);
  return IsSimulated(moded, At(server, issuer));
}

TEST(SimulatedProviders, AreThoseOfPublicHostsInLocalMode) {
  EXPECT_TRUE(IsSimulatedAt(Providers::kLocal, "https://idp.example.com"));
  for (const char* issuer : {"http://localhost:9000", "http://127.0.0.1", "http://keycloak:8080/realms/a", "http://10.0.0.1",
                             "http://host.docker.internal", "http://169.254.169.254/", "http://0.0.0.0/", "no address"}) {
    EXPECT_FALSE(IsSimulatedAt(Providers::kLocal, issuer)) << issuer;
  }
}

TEST(SimulatedProviders, AreAllInSimulatedModeButThoseOfForbiddenHosts) {
  EXPECT_TRUE(IsSimulatedAt(Providers::kSimulated, "https://idp.example.com"));
  EXPECT_TRUE(IsSimulatedAt(Providers::kSimulated, "http://localhost:9000"));
  EXPECT_FALSE(IsSimulatedAt(Providers::kSimulated, "http://169.254.169.254/"));
}

TEST(SimulatedProviders, AreNoneOnline) { EXPECT_FALSE(IsSimulatedAt(Providers::kOnline, "https://idp.example.com")); }

TEST(SimulatedProviders, AreThoseOfWhomSomebodySaysSo) {
  StandInServer server(In(Providers::kOnline));
  const auto provider = server.Provider("Corp");
  ASSERT_FALSE(IsSimulated(server.service.world(), *provider));
  EXPECT_EQ(server.Call("PUT", server.PathOf("Corp"), R"({"simulated":true})").status, 200);
  EXPECT_TRUE(IsSimulated(server.service.world(), *provider));
  EXPECT_EQ(server.Call("PUT", server.PathOf("Corp"), R"({"simulated":false})").status, 200);
  EXPECT_FALSE(IsSimulated(server.service.world(), *provider));
}

TEST(SimulatedProviders, DoNotBecomeRealBySayingSo) {
  StandInServer server;
  EXPECT_TRUE(server.Call("PUT", server.PathOf("Corp"), R"({"simulated":false})").At("simulated").GetBool())
      << "public hosts are never contacted in local mode";
}

TEST(ProviderFaults, AreRefusedWhereNobodyWouldNoticeThem) {
  StandInServer server(In(Providers::kOnline));
  for (const char* wrong : {"down", "slow"}) {
    const std::string fault = R"({"wrong":")" + std::string(wrong) + R"("})";
    const auto answer = server.Call("PUT", server.PathOf("Ring", "/faults"), fault);
    EXPECT_EQ(answer.ErrorType(), "InvalidParameterException") << wrong;
    EXPECT_NE(answer.body.find("metadata in a file"), std::string::npos) << answer.body;
    EXPECT_EQ(server.Call("GET", server.PathOf("Ring", "/faults")).body, "[]");
    EXPECT_EQ(server.Call("PUT", server.PathOf("Corp", "/faults"), fault).status, 200);
  }
  EXPECT_EQ(server.Call("PUT", server.PathOf("Ring", "/faults"), R"({"wrong":"provider_error"})").status, 200);
  EXPECT_EQ(server.Call("PUT", server.PathOf("Ring"), R"({"simulated":true})").status, 200);
  EXPECT_EQ(server.Call("PUT", server.PathOf("Ring", "/faults"), R"({"wrong":"slow"})").status, 200);
}

class ProviderDoor : public testing::Test {
 protected:
  const world::World& world() { return server.service.world(); }
  http::FetchResponse FetchReal(ProviderAddress address, http::FetchTimes times = {}) {
    server.service.network.Answer("http://localhost:9000/x", 200, "real");
    http::FetchRequest request = RequestTo("http://localhost:9000/x");
    request.times = times;
    return Fetch(world(), real, address, request);
  }

  StandInServer server;
  const ProviderInUse real = At(server, "http://localhost:9000");
};

TEST_F(ProviderDoor, LeadsBrowsersToTheStandInWithTheVeryQuery) {
  const std::string url = "https://idp.example.com/authorize?a=b%20c&state=%3D";
  EXPECT_EQ(BrowserUrl(world(), *server.Provider("Corp"), ProviderAddress::kAuthorize, url, "http://localhost:9229"),
            "http://localhost:9229" + server.PathOf("Corp", "/authorize?a=b%20c&state=%3D"));
  EXPECT_EQ(BrowserUrl(world(), real, ProviderAddress::kAuthorize, url, "http://localhost:9229"), url);
}

TEST_F(ProviderDoor, EscapesNamesInAddresses) {
  ProviderInUse odd = *server.Provider("Corp");
  odd.name = "a/b?c#d";
  EXPECT_EQ(BrowserUrl(world(), odd, ProviderAddress::kAuthorize, "https://idp.example.com/", ""),
            server.PathOf("a%2Fb%3Fc%23d", "/authorize"));
}

TEST_F(ProviderDoor, AsksTheStandInWithoutANetwork) {
  const auto answer = Fetch(world(), *server.Provider("Corp"), ProviderAddress::kDiscovery, RequestTo("https://idp.example.com/"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_NE(answer.body.find(R"("issuer":"https://idp.example.com")"), std::string::npos) << answer.body;
  EXPECT_TRUE(server.service.network.requests.empty());
}

TEST_F(ProviderDoor, AsksRealProvidersThemselves) { EXPECT_EQ(FetchReal(ProviderAddress::kToken).body, "real"); }

// Its authorize_url is local, and so it is real; token_url, jwks_uri and attributes_url may name anybody.
TEST_F(ProviderDoor, SendsNothingToPublicHostsForALocalProvider) {
  server.service.network.Answer("https://idp.example.com/token", 200, "public");
  for (const auto address : {ProviderAddress::kToken, ProviderAddress::kKeys, ProviderAddress::kProfile, ProviderAddress::kMetadata}) {
    EXPECT_THROW(Fetch(world(), real, address, RequestTo("https://idp.example.com/token")), http::FetchError);
  }
  EXPECT_TRUE(server.service.network.requests.empty());
}

TEST_F(ProviderDoor, AsksPublicHostsThatAreSaidToBeReal) {
  support::Settings settings;
  settings.identity_providers.real_hosts.insert("idp.example.com");
  StandInServer with_real_host(settings);
  with_real_host.service.network.Answer("https://idp.example.com/token", 200, "public");
  const ProviderInUse corp = *with_real_host.Provider("Corp");
  EXPECT_EQ(Fetch(with_real_host.service.world(), corp, ProviderAddress::kToken, RequestTo("https://idp.example.com/token")).body,
            "public");
}

TEST(OnlineProviders, AreAskedAtTheUsualPortsOfPublicHostsAlone) {
  StandInServer server(In(Providers::kOnline));
  const auto is_asked = [&server](const std::string& url) {
    server.service.network.Answer(url, 200, "real");
    try {
      return Fetch(server.service.world(), *server.Provider("Corp"), ProviderAddress::kToken, RequestTo(url)).status == 200;
    } catch (const http::FetchError&) {
      return false;
    }
  };
  EXPECT_TRUE(is_asked("https://idp.example.com/t"));
  EXPECT_TRUE(is_asked("http://idp.example.com/t"));
  EXPECT_FALSE(is_asked("https://idp.example.com:8443/t"));
  EXPECT_TRUE(is_asked("http://localhost:9000/t"));
  EXPECT_TRUE(is_asked("https://10.0.0.1:8443/t"));
}

TEST_F(ProviderDoor, IsClosedAsOftenAsItIsSaid) {
  Add(server, {Wrong::kDown, 2});
  EXPECT_THROW(FetchReal(ProviderAddress::kToken), http::FetchError);
  EXPECT_THROW(FetchReal(ProviderAddress::kKeys), http::FetchError);
  EXPECT_EQ(FetchReal(ProviderAddress::kToken).status, 200);
}

TEST_F(ProviderDoor, IsClosedUntilItIsTakenBack) {
  Add(server, {Wrong::kDown, std::nullopt});
  for (int i = 0; i < 3; ++i) {
    EXPECT_THROW(FetchReal(ProviderAddress::kToken), http::FetchError);
  }
  server.Call("DELETE", server.PathOf("Corp", "/faults"));
  EXPECT_EQ(FetchReal(ProviderAddress::kToken).status, 200);
}

TEST_F(ProviderDoor, TakesTooLongForWhoWaitsLess) {
  Add(server, {Wrong::kSlow, 1, 60'000});
  http::FetchTimes times;
  times.first_byte = std::chrono::milliseconds(1);
  try {
    FetchReal(ProviderAddress::kToken, times);
    FAIL();
  } catch (const http::FetchError& error) {
    EXPECT_EQ(error.kind(), http::FetchError::Kind::kTimedOut);
  }
}

TEST_F(ProviderDoor, IsSlowAndAnswersWhoWaits) {
  Add(server, {Wrong::kSlow, 1, 1});
  EXPECT_EQ(FetchReal(ProviderAddress::kToken).status, 200);
}

TEST_F(ProviderDoor, KeepsRealAnswersAway) {
  Add(server, {Wrong::kTokenEndpoint4xx, 1});
  Add(server, {Wrong::kTokenEndpoint5xx, 1});
  Add(server, {Wrong::kJwksGone, 1});
  Add(server, {Wrong::kKeyRotated, 1});
  EXPECT_EQ(FetchReal(ProviderAddress::kProfile).status, 200);
  EXPECT_EQ(FetchReal(ProviderAddress::kToken).status, 400);
  EXPECT_EQ(FetchReal(ProviderAddress::kToken).status, 503);
  EXPECT_EQ(FetchReal(ProviderAddress::kKeys).status, 404);
  const http::FetchResponse other_keys = FetchReal(ProviderAddress::kKeys);
  EXPECT_EQ(other_keys.body.find(KeyOf(world(), real)->kid), std::string::npos);
  EXPECT_NE(other_keys.body.find(R"("kty":"RSA")"), std::string::npos);
  EXPECT_EQ(FetchReal(ProviderAddress::kToken).body, "real");
}

TEST_F(ProviderDoor, SendsBrowsersBackWithAnErrorInPlaceOfARealProvider) {
  Add(server, {Wrong::kProviderError, 1});
  const std::string url = "http://localhost:9000/auth?redirect_uri=http%3A%2F%2Flocalhost%3A9229%2Foauth2%2Fidpresponse&state=s";
  const std::string back = BrowserUrl(world(), real, ProviderAddress::kAuthorize, url, "http://localhost:9229");
  EXPECT_EQ(back, "http://localhost:9229/oauth2/idpresponse?error=access_denied&error_description=wrong%20on%20purpose&state=s");
  EXPECT_EQ(BrowserUrl(world(), real, ProviderAddress::kAuthorize, url, "http://localhost:9229"), url) << "once";
}

TEST_F(ProviderDoor, TellsWhatIsWrongWithTheAnswersOfRealProviders) {
  for (const auto& [wrong, distortion] : {std::pair{Wrong::kBadSignature, Distortion::kBadSignature},
                                          {Wrong::kOtherKey, Distortion::kOtherKey},
                                          {Wrong::kWrongIssuer, Distortion::kWrongIssuer},
                                          {Wrong::kWrongAudience, Distortion::kWrongAudience},
                                          {Wrong::kWrongNonce, Distortion::kWrongNonce},
                                          {Wrong::kExpired, Distortion::kExpired},
                                          {Wrong::kNotYetValid, Distortion::kNotYetValid},
                                          {Wrong::kReplayed, Distortion::kReplayed},
                                          {Wrong::kNoEmail, Distortion::kNoEmail},
                                          {Wrong::kUnencrypted, Distortion::kUnencrypted}}) {
    Add(server, {wrong, 1});
    EXPECT_EQ(TakeDistortion(world(), *server.Provider("Corp")), std::nullopt) << "a stand-in makes it itself";
    EXPECT_EQ(TakeDistortion(world(), real), distortion) << NameOf(wrong);
    EXPECT_EQ(TakeDistortion(world(), real), std::nullopt) << NameOf(wrong);
  }
}

TEST_F(ProviderDoor, LetsAnErrorOfARealSamlProviderBeInItsResponse) {
  ProviderInUse local = *server.Provider("Ring");
  local.settings.details["SSORedirectBindingURI"] = "http://localhost:8080/sso";
  ChangeState(world(), local, [](StandInState& state) { state.faults.push_back({Wrong::kProviderError, 1}); });
  const std::string url = "http://localhost:8080/sso?SAMLRequest=x";
  EXPECT_EQ(BrowserUrl(world(), local, ProviderAddress::kSingleSignOn, url, "http://localhost:9229"), url);
  EXPECT_EQ(TakeDistortion(world(), local), Distortion::kProviderError);
  Add(server, {Wrong::kProviderError, 1});
  EXPECT_EQ(TakeDistortion(world(), real), std::nullopt) << "the browser was sent back before it got there";
}

TEST_F(ProviderDoor, LeadsToNoRealSamlProviderThatHasItsMetadataInAFile) {
  ProviderInUse local = *server.Provider("Ring");
  EXPECT_TRUE(IsReached(world(), local)) << "browsers reach its stand-in";
  local.settings.details["SSORedirectBindingURI"] = "http://localhost:8080/sso";
  EXPECT_FALSE(IsReached(world(), local));
  local.settings.details["MetadataURL"] = "http://localhost:8080/metadata";
  EXPECT_TRUE(IsReached(world(), local));
  EXPECT_TRUE(IsReached(world(), real));
}

TEST_F(ProviderDoor, TrustsAStandInOnlyForTheProviderForWhomItStands) {
  const auto ring = server.Provider("Ring");
  const auto trust = TrustOfStandIn(world(), *ring);
  ASSERT_TRUE(trust);
  EXPECT_EQ(trust->entity_id, "https://idp.example/entity");
  ASSERT_EQ(trust->certificates.size(), 1U);
  EXPECT_EQ(TrustOfStandIn(world(), *ring)->certificates, trust->certificates) << "its key is kept";
  ProviderInUse local = *ring;
  local.settings.details["SSORedirectBindingURI"] = "http://localhost:8080/sso";
  EXPECT_EQ(TrustOfStandIn(world(), local), std::nullopt);
}

TEST_F(ProviderDoor, GivesEachStandInAKeyOfItsOwn) {
  const auto corp = KeyOf(world(), *server.Provider("Corp"));
  EXPECT_NE(corp->kid, KeyOf(world(), *server.Provider("Google"))->kid);
  EXPECT_NE(corp->kid, StrangeKey(world(), *server.Provider("Corp"))->kid);
  EXPECT_EQ(corp->kid, KeyOf(world(), *server.Provider("Corp"))->kid);
  RotateKey(world(), *server.Provider("Corp"));
  EXPECT_NE(corp->kid, KeyOf(world(), *server.Provider("Corp"))->kid);
}

}  // namespace
}  // namespace rockpool::federation
