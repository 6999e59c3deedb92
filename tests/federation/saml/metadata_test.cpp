// Which certificates, names and addresses count of a SAML provider, and from when on.
#include "server/federation/saml/metadata.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

#include "server/federation/refusal.h"
#include "tests/federation/saml/saml_pool.h"

namespace rockpool::federation {
namespace {

constexpr const char* kUrl = "https://idp.example/metadata";
constexpr util::EpochMillis kHour = 60LL * 60 * 1000;

const std::string kBad = Refused("SAML Assertion signature is invalid. ");

// A pool whose provider names its metadata by address. The answer there is the test's.
class FetchedSamlMetadata : public testing::Test {
 protected:
  FetchedSamlMetadata() {
    pool.provider.settings.details.erase("MetadataFile");
    pool.Set("MetadataURL", kUrl);
    Publish(MetadataOf({support::SamlTestCertificate(0)}));
  }

  void Publish(const std::string& xml, int status = 200) { pool.service.network.Answer(kUrl, status, xml); }

  // Of the address to which people are sent.
  std::string SignOn() { return PeerOf(pool.service.world(), pool.provider)->sign_on_url; }
  std::size_t Fetches() const { return pool.service.network.requests.size(); }
  void Pass(util::EpochMillis millis) { pool.service.wall_clock.Advance(millis); }

  std::string Living(const std::string& lifetime) {
    std::string xml = MetadataOf({support::SamlTestCertificate(0)});
    return xml.insert(xml.find(" entityID="), " " + lifetime);
  }

  std::string Elsewhere() {
    std::string xml = MetadataOf({support::SamlTestCertificate(0)});
    const std::string address = "https://idp.example/sso/redirect";
    return xml.replace(xml.find(address), address.size(), "https://idp.example/elsewhere");
  }

  SamlPool pool;
};

TEST(SamlPeer, IsWhatTheMetadataSays) {
  SamlPool pool;
  const auto peer = PeerOf(pool.service.world(), pool.provider);
  EXPECT_EQ(peer->entity_id, "https://idp.example/entity");
  EXPECT_EQ(peer->sign_on_url, "https://idp.example/sso/redirect");
  EXPECT_EQ(peer->sign_out_url, "https://idp.example/slo/redirect");
  EXPECT_EQ(peer->keys.size(), 1U);
  EXPECT_EQ(PeerOf(pool.service.world(), pool.provider), peer);
}

TEST(SamlPeer, SignsWithAnyOfItsKeys) {
  SamlPool pool;
  pool.Set("MetadataFile",
           MetadataOf({std::string(support::kExpiredCertificate), support::SamlTestCertificate(1), support::SamlTestCertificate(0)}));
  EXPECT_EQ(pool.OutcomeOf(pool.Good()), kSignedIn);
}

TEST(SamlPeer, HasTenKeysAtMost) {
  SamlPool pool;
  std::vector<std::string> certificates(10, support::SamlTestCertificate(0));
  certificates.push_back(support::SamlTestCertificate(1));
  pool.Set("MetadataFile", MetadataOf(certificates));
  EXPECT_EQ(PeerOf(pool.service.world(), pool.provider)->keys.size(), 10U);
  support::SamlResponse response = pool.Good();
  EXPECT_EQ(pool.OutcomeOf(response), kSignedIn);
  response.key = 1;
  EXPECT_EQ(pool.OutcomeOf(response), kBad) << "of the eleventh";
}

TEST(SamlPeer, ChangesWithTheProvider) {
  SamlPool pool;
  support::SamlResponse response = pool.Good();
  response.key = 1;
  EXPECT_EQ(pool.OutcomeOf(response), kBad);
  pool.Set("MetadataFile", MetadataOf({support::SamlTestCertificate(1)}));
  EXPECT_EQ(pool.OutcomeOf(response), kSignedIn);
  EXPECT_EQ(pool.OutcomeOf(pool.Good()), kBad);
}

TEST_F(FetchedSamlMetadata, IsFetchedAtFirstUseAndThenKept) {
  EXPECT_EQ(pool.OutcomeOf(pool.Good()), kSignedIn);
  EXPECT_EQ(SignOn(), "https://idp.example/sso/redirect");
  ASSERT_EQ(Fetches(), 1U);
  EXPECT_EQ(pool.service.network.requests.front().headers.Find("User-Agent"), "Amazon/IdPConfig");
}

TEST_F(FetchedSamlMetadata, IsFetchedAgainAfterSixHours) {
  SignOn();
  Publish(Elsewhere());
  Pass(6 * kHour - 1);
  EXPECT_EQ(SignOn(), "https://idp.example/sso/redirect");
  Pass(1);
  EXPECT_EQ(SignOn(), "https://idp.example/elsewhere");
  EXPECT_EQ(Fetches(), 2U);
}

TEST_F(FetchedSamlMetadata, IsFetchedAgainAsSoonAsItSaysSo) {
  for (const char* lifetime : {" cacheDuration=\"PT1H\"", " validUntil=\"2023-11-14T23:13:20Z\""}) {
    SamlPool fresh;
    fresh.provider = pool.provider;
    std::string xml = MetadataOf({support::SamlTestCertificate(0)});
    fresh.service.network.Answer(kUrl, 200, xml.insert(xml.find(" entityID="), lifetime));
    PeerOf(fresh.service.world(), fresh.provider);
    fresh.service.network.Answer(kUrl, 200, Elsewhere());
    fresh.service.wall_clock.Advance(kHour - 1);
    EXPECT_EQ(PeerOf(fresh.service.world(), fresh.provider)->sign_on_url, "https://idp.example/sso/redirect") << lifetime;
    fresh.service.wall_clock.Advance(1);
    EXPECT_EQ(PeerOf(fresh.service.world(), fresh.provider)->sign_on_url, "https://idp.example/elsewhere") << lifetime;
  }
}

// The clock of the tests stands at 2023-11-14T22:13:20Z.
TEST_F(FetchedSamlMetadata, IsNotBelievedPastItsValidUntil) {
  Publish(Living("validUntil=\"2023-11-14T22:13:20Z\""));
  EXPECT_THROW(SignOn(), Refusal);
  Publish(Living("validUntil=\"2023-11-14T23:13:20Z\""));
  SignOn();
  Publish("", 500);
  Pass(kHour - 1);
  EXPECT_NO_THROW(SignOn());
  Pass(1);
  EXPECT_THROW(SignOn(), Refusal) << "the stale copy has ended, and there is no other";
}

TEST_F(FetchedSamlMetadata, IsFetchedOnceAMinuteAtMost) {
  for (const char* lifetime : {"cacheDuration=\"PT0S\"", "validUntil=\"2023-11-14T22:13:30Z\""}) {
    pool.Set("IDPInit", lifetime);  // a change of the provider
    Publish(Living(lifetime));
    const std::size_t before = Fetches();
    SignOn();
    Pass(500);
    SignOn();
    EXPECT_EQ(Fetches(), before + 1) << lifetime;
  }
}

TEST_F(FetchedSamlMetadata, TellsBeforeItIsFetchedAndOnlyThen) {
  int told = 0;
  const auto tell = [&] {
    ++told;
    EXPECT_EQ(Fetches(), static_cast<std::size_t>(told - 1));
  };
  PeerOf(pool.service.world(), pool.provider, tell);
  PeerOf(pool.service.world(), pool.provider, tell);
  EXPECT_EQ(told, 1);
  Pass(6 * kHour);
  PeerOf(pool.service.world(), pool.provider, tell);
  EXPECT_EQ(told, 2);
  EXPECT_EQ(Fetches(), 2U);
}

TEST_F(FetchedSamlMetadata, CountsUntilThereIsNewer) {
  SignOn();
  Pass(6 * kHour);
  for (const char* answer : {"no XML", "<a/>"}) {
    Publish(answer);
    EXPECT_EQ(SignOn(), "https://idp.example/sso/redirect") << answer;
  }
  Publish(Elsewhere(), 500);
  Pass(2 * kHour);
  EXPECT_EQ(SignOn(), "https://idp.example/sso/redirect");
  EXPECT_EQ(SignOn(), "https://idp.example/sso/redirect");
  EXPECT_EQ(Fetches(), 3U) << "which is asked again after a minute, not by each call";
  Publish(Elsewhere());
  Pass(60'000);
  EXPECT_EQ(SignOn(), "https://idp.example/elsewhere");
}

TEST_F(FetchedSamlMetadata, IsFetchedAgainWhereTheProviderHasChanged) {
  SignOn();
  Publish(Elsewhere());
  pool.Set("IDPInit", "true");
  EXPECT_EQ(SignOn(), "https://idp.example/elsewhere");
}

TEST_F(FetchedSamlMetadata, ThatNobodyHasEverSeenRefusesTheSignIn) {
  Publish("", 404);
  EXPECT_EQ(pool.OutcomeOf(pool.Good()), "server_error: Error retrieving metadata");
  Publish(MetadataOf({support::SamlTestCertificate(0)}));
  EXPECT_EQ(pool.OutcomeOf(pool.Good()), kSignedIn);
}

}  // namespace
}  // namespace rockpool::federation
