// UpdateIdentityProvider: LastModifiedDate moves with every update that succeeds and with no other, CreationDate never.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "tests/operations/identity_providers/provider_pool.h"

namespace rockpool::support {
namespace {

using UpdateIdentityProvider = PoolTest<ProviderPool>;

// Every way to say nothing, to say what is stored already, and to say something new.
const std::vector<std::string>& Updates() {
  static const std::vector<std::string> updates = {
      "",
      WithDetails({}),
      WithDetails({{"client_id", "o"}}),
      WithDetails({{"client_id", "new"}}),
      WithDetails({{"client_secret", ""}}),
      R"("AttributeMapping":{})",
      R"("AttributeMapping":{"email":"mail"})",
      R"("IdpIdentifiers":[])",
      R"("IdpIdentifiers":["a"])",
      R"("AcrMapping":{})",
      R"("AcrMapping":{"Level1":"x"})",
      R"("AttributeMapping":null,"IdpIdentifiers":null,"ProviderDetails":null,"AcrMapping":null)",
  };
  return updates;
}

// An OIDC provider Corp, made at `created_`.
class UpdateDates : public testing::Test {
 protected:
  UpdateDates() { pool_.Create(kOidc); }

  TestService service_;
  ProviderPool pool_{service_};
  const util::EpochMillis created_ = service_.clock.Now();
};

TEST_F(UpdateDates, TakeTheTimeOfTheClock) {
  for (const std::string& members : Updates()) {
    service_.clock.Advance(1234);
    const Answer updated = pool_.Update("Corp", members);
    ASSERT_EQ(OutcomeOf(updated), kOk) << members;
    EXPECT_EQ(MillisIn(updated, "LastModifiedDate"), service_.clock.Now()) << members;
    EXPECT_EQ(MillisIn(updated, "CreationDate"), created_) << members;
    EXPECT_EQ(MillisIn(pool_.Describe("Corp"), "LastModifiedDate"), service_.clock.Now());
  }
}

TEST_F(UpdateDates, MoveByAMillisecondWhenTheClockStandsStill) {
  std::int64_t last = created_;
  for (const std::string& members : Updates()) {
    const Answer updated = pool_.Update("Corp", members);
    EXPECT_EQ(MillisIn(updated, "LastModifiedDate"), last + 1) << members;
    last = MillisIn(updated, "LastModifiedDate");
    EXPECT_EQ(MillisIn(updated, "CreationDate"), created_);
  }
  EXPECT_EQ(MillisIn(pool_.Describe("Corp"), "LastModifiedDate"), last);
}

TEST_F(UpdateDates, MoveOnWhenTheClockStepsBack) {
  service_.clock.Advance(-60'000);
  EXPECT_EQ(MillisIn(pool_.Update("Corp"), "LastModifiedDate"), created_ + 1);
  EXPECT_EQ(MillisIn(pool_.Update("Corp"), "LastModifiedDate"), created_ + 2);
  service_.clock.Advance(60'002);
  EXPECT_EQ(MillisIn(pool_.Update("Corp"), "LastModifiedDate"), created_ + 3);
  service_.clock.Advance(1'000);
  EXPECT_EQ(MillisIn(pool_.Update("Corp"), "LastModifiedDate"), created_ + 1'002);
}

TEST_F(UpdateDates, AreListedToo) {
  service_.clock.Advance(500);
  pool_.Update("Corp");
  const Answer list = pool_.List();
  EXPECT_EQ(std::llround(list.At("Providers.0.LastModifiedDate").GetDouble() * 1000), created_ + 500);
  EXPECT_EQ(std::llround(list.At("Providers.0.CreationDate").GetDouble() * 1000), created_);
}

TEST_F(UpdateDates, StayWhenAnUpdateIsRefused) {
  pool_.CreateNamed("Other", kSaml, R"("IdpIdentifiers":["taken"])");
  const std::string before = pool_.Describe("Corp").body;
  service_.clock.Advance(1000);
  // Each with good members beside the bad one, which must not be applied.
  const std::string good = R"(,"AcrMapping":{"Level1":"x"})";
  for (const std::string& members : {
           WithDetails({{"client_id", ""}}) + good,
           WithDetails({{"nonsense", "x"}}) + good,
           WithDetails({{"attributes_request_method", "PUT"}}) + good,
           WithDetails({{"oidc_issuer", "http://localhost"}}) + good,
           R"("AttributeMapping":{"nowhere":"x"})" + good,
           R"("IdpIdentifiers":["new","taken"])" + good,
           R"("IdpIdentifiers":["new","new"])" + good,
           R"("IdpIdentifiers":["new"],"AcrMapping":{"Level9":"x"})" + std::string(),
           R"("IdpIdentifiers":["not/allowed"])" + good,
           R"("IdpIdentifiers":"text")" + good,
       }) {
    EXPECT_EQ(pool_.Update("Corp", members).status, 400) << members;
  }
  EXPECT_EQ(pool_.Describe("Corp").body, before);
  EXPECT_EQ(pool_.Find("new").ErrorType(), "ResourceNotFoundException");
}

TEST_F(UpdateDates, AreThoseOfTheProviderAlone) {
  pool_.CreateNamed("Other", kOidc);
  service_.clock.Advance(1000);
  pool_.Update("Corp");
  EXPECT_EQ(MillisIn(pool_.Describe("Other"), "LastModifiedDate"), created_);
}

TEST_F(UpdateIdentityProvider, MovesTheDateOfEveryTypeEvenIfNothingIsSent) {
  for (const auto& [type, details] : ProviderSamples()) {
    const Answer created = pool.Create(type);
    service.clock.Advance(1000);
    const Answer updated = pool.Update(NameOf(type));
    EXPECT_EQ(MillisIn(updated, "LastModifiedDate"), MillisIn(created, "LastModifiedDate") + 1000) << type.name;
    EXPECT_EQ(MillisIn(updated, "CreationDate"), MillisIn(created, "CreationDate")) << type.name;
    pool.Delete(NameOf(type));
  }
}

}  // namespace
}  // namespace rockpool::support
