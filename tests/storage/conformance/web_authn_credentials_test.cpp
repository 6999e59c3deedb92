// What every store promises of passkeys.
#include <gtest/gtest.h>

#include "tests/storage/conformance/sign_ins.h"

namespace rockpool::storage::testing {
namespace {

class WebAuthnCredentialsContract : public SignInsContract {
 protected:
  void Insert(const WebAuthnCredential& credential) {
    Write([&](Transaction& transaction) { transaction.web_authn_credentials().Insert(credential); });
  }
  std::vector<WebAuthnCredential> Of(std::int64_t user) {
    return Read([&](const Transaction& transaction) { return transaction.web_authn_credentials().ListOfUser(user); });
  }
  bool Delete(std::int64_t user, const std::string& id) {
    return Write([&](Transaction& transaction) { return transaction.web_authn_credentials().Delete(user, id); });
  }
  bool RaiseSignCount(std::int64_t user, const std::string& id, std::int64_t count) {
    return Write([&](Transaction& transaction) { return transaction.web_authn_credentials().RaiseSignCount(user, id, count); });
  }
  using List = std::vector<WebAuthnCredential>;
};

INSTANTIATE_TEST_SUITE_P(Backends, WebAuthnCredentialsContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(WebAuthnCredentialsContract, ListsThoseOfAUserInTheOrderOfTheirInsertion) {
  WebAuthnCredential awkward = PasskeyOf(AwkwardText(), "pool", anna_);
  awkward.public_key = AwkwardText() + "2";
  awkward.relying_party_id = AwkwardText() + "3";
  awkward.document = AwkwardText() + "4";
  Insert(awkward);
  Insert(PasskeyOf("of bert", "pool", bert_));
  WebAuthnCredential plain = PasskeyOf("a", "pool", anna_);
  plain.is_backup_eligible = false;
  plain.sign_count = 0;
  Insert(plain);
  EXPECT_EQ(Of(anna_), (List{awkward, plain}));
  EXPECT_EQ(Of(bert_), List{PasskeyOf("of bert", "pool", bert_)});
  EXPECT_TRUE(Of(stranger_).empty());
  EXPECT_TRUE(Of(kNobody).empty());
}

TEST_P(WebAuthnCredentialsContract, KeepsAnIdOnceInAPool) {
  Insert(PasskeyOf("a", "pool", anna_));
  EXPECT_THROW(Insert(PasskeyOf("a", "pool", bert_)), Conflict);
  EXPECT_THROW(Insert(PasskeyOf("a", "pool", anna_)), Conflict);
  Insert(PasskeyOf("A", "pool", bert_));
  Insert(PasskeyOf("a", "other", stranger_));
  EXPECT_EQ(Of(anna_), List{PasskeyOf("a", "pool", anna_)});
  EXPECT_EQ(Of(stranger_), List{PasskeyOf("a", "other", stranger_)});
}

TEST_P(WebAuthnCredentialsContract, KeepsThoseOfUsersThatExist) {
  EXPECT_THROW(Insert(PasskeyOf("a", "pool", kNobody)), std::logic_error);
  EXPECT_THROW(Insert(PasskeyOf("a", "pool", stranger_)), std::logic_error);
}

TEST_P(WebAuthnCredentialsContract, RaisesTheCounterOfTheUsersOwn) {
  WebAuthnCredential counted = PasskeyOf("a", "pool", anna_);
  counted.sign_count = 6;
  Insert(counted);
  Insert(PasskeyOf("b", "pool", anna_));
  EXPECT_TRUE(RaiseSignCount(anna_, "a", 7));
  EXPECT_FALSE(RaiseSignCount(anna_, "a", 7));
  EXPECT_FALSE(RaiseSignCount(anna_, "a", 6));
  EXPECT_FALSE(RaiseSignCount(bert_, "a", 8));
  EXPECT_FALSE(RaiseSignCount(anna_, "c", 9));
  counted.sign_count = 7;
  EXPECT_EQ(Of(anna_), (List{counted, PasskeyOf("b", "pool", anna_)}));
}

TEST_P(WebAuthnCredentialsContract, DeletesTheUsersOwnAndFreesTheId) {
  Insert(PasskeyOf("a", "pool", anna_));
  EXPECT_FALSE(Delete(bert_, "a"));
  EXPECT_FALSE(Delete(anna_, "b"));
  EXPECT_TRUE(Delete(anna_, "a"));
  EXPECT_FALSE(Delete(anna_, "a"));
  Insert(PasskeyOf("a", "pool", bert_));
  EXPECT_TRUE(Of(anna_).empty());
}

TEST_P(WebAuthnCredentialsContract, FreesTheIdsOfAUserWhoOwnsMuchAtOnce) {
  Insert(PasskeyOf("a", "pool", anna_));
  Write([&](Transaction& transaction) {
    for (int i = 0; i < 2'100; ++i) {
      transaction.refresh_families().Insert(FamilyOf(std::to_string(i), "pool", kClient, anna_));
    }
  });
  Write([&](Transaction& transaction) { transaction.users().Delete(anna_); });
  EXPECT_TRUE(Of(anna_).empty());
  EXPECT_FALSE(RaiseSignCount(anna_, "a", 4'294'967'296));
  EXPECT_FALSE(Delete(anna_, "a"));
  Insert(PasskeyOf("a", "pool", bert_));
  EXPECT_EQ(Of(bert_).size(), 1U);
}

}  // namespace
}  // namespace rockpool::storage::testing
