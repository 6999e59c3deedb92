// What is made to go wrong on purpose with a real provider's responses is told as if it were so.
#include "server/federation/stand_ins/faults.h"

#include <gtest/gtest.h>

#include <string>

#include "server/federation/stand_ins/state.h"
#include "storage/store.h"
#include "tests/federation/saml/saml_pool.h"

namespace rockpool::federation {
namespace {

// A pool whose provider is in the store, where faults are kept.
class FaultySaml : public testing::Test {
 protected:
  FaultySaml() {
    storage::IdentityProvider record;
    record.user_pool_id = pool.id();
    record.name = pool.provider.name;
    record.type = "SAML";
    record.document = "{}";
    pool.service.world().store.Write([&](storage::Transaction& transaction) { transaction.identity_providers().Insert(record); });
  }

  void GoWrongOnce(Wrong wrong) {
    ChangeState(pool.service.world(), pool.provider, [wrong](StandInState& state) { state.faults.push_back({wrong, 1}); });
  }

  std::string OutcomeOfNext() {
    support::SamlResponse response = pool.Good();
    response.assertion_id += std::to_string(++sent_);
    return pool.OutcomeOf(response);
  }

  SamlPool pool;

 private:
  int sent_ = 0;
};

TEST_F(FaultySaml, IsRefusedInTheWordsOfTheFaultAndThenWorks) {
  struct Row {
    Wrong wrong;
    const char* text;
  };
  const Row rows[] = {{Wrong::kBadSignature, "SAML Assertion signature is invalid. "},
                      {Wrong::kOtherKey, "SAML Assertion signature is invalid. "},
                      {Wrong::kWrongIssuer, "Issuer is not valid"},
                      {Wrong::kWrongAudience, "Audience restriction is not valid"},
                      {Wrong::kWrongNonce, "InResponseTo does not match the request"},
                      {Wrong::kExpired, "Assertion is expired"},
                      {Wrong::kNotYetValid, "Assertion is not yet valid"},
                      {Wrong::kReplayed, "Assertion has already been used"},
                      {Wrong::kUnencrypted, "Responses must contain exactly one Encrypted Assertion"},
                      {Wrong::kProviderError, "wrong on purpose"}};
  for (const Row& row : rows) {
    GoWrongOnce(row.wrong);
    EXPECT_EQ(OutcomeOfNext(), Refused(row.text)) << NameOf(row.wrong);
    EXPECT_EQ(OutcomeOfNext(), kSignedIn) << NameOf(row.wrong);
  }
}

TEST_F(FaultySaml, IsTakenForUnencryptedThoughItIsNot) {
  pool.Set("EncryptedResponses", "true");
  const auto outcome_of = [this](const std::string& id) {
    support::SamlResponse response = pool.Good();
    response.assertion_id = id;
    response.encrypt_for = support::SamlTestCertificate(2);
    return pool.OutcomeOf(response);
  };
  GoWrongOnce(Wrong::kUnencrypted);
  EXPECT_EQ(outcome_of("_first"), Refused("Responses must contain exactly one Encrypted Assertion"));
  EXPECT_EQ(outcome_of("_second"), kSignedIn);
}

TEST_F(FaultySaml, MayKeepTheAddressBack) {
  pool.provider.settings.attribute_mapping = {{"email", "mail"}};
  support::SamlResponse response = pool.Good();
  response.attributes = {{"mail", {"alice@idp.example"}}, {"email", {"another"}}};
  GoWrongOnce(Wrong::kNoEmail);
  const Claims claims = pool.Take(SamlResponseXml(response));
  EXPECT_FALSE(claims.values.contains("mail"));
  EXPECT_TRUE(claims.values.contains("email"));
}

}  // namespace
}  // namespace rockpool::federation
