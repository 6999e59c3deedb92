#include "server/tokens/proved_tokens.h"

#include <gtest/gtest.h>

#include <string>

#include "storage/store.h"
#include "tests/support/test_service.h"
#include "tests/support/users.h"

namespace rockpool::tokens {
namespace {

// Of that many characters, with the end of all others.
std::string Token(char first, std::size_t length = 100) { return std::string(length - 40, first) + std::string(40, '.'); }

class ProvedTokens : public testing::Test {
 protected:
  ProvedTokens() : pool(service.CreatePool()) { UseSigningKeys(service.world(), pool); }

  SeenSigningKeys Look() const {
    return service.world().store.Read(
        [&](const storage::Transaction& transaction) { return LookAtSigningKeys(transaction, service.world().caches, pool); });
  }
  bool Knows(const std::string& token, const SeenSigningKeys& seen) const { return IsProved(service.world(), token, seen); }

  support::TestService service;
  const std::string pool;
};

TEST_F(ProvedTokens, AreKnownByTheirWholeText) {
  KeepProved(service.world(), Token('a'), Look());
  EXPECT_TRUE(Knows(Token('a'), Look()));
  EXPECT_FALSE(Knows(Token('b'), Look()));
  EXPECT_FALSE(Knows(Token('a', 99), Look()));
  EXPECT_FALSE(Knows("", Look()));
}

TEST_F(ProvedTokens, AreOfTheKeysThatHaveSignedThem) {
  SeenSigningKeys seen = Look();
  KeepProved(service.world(), Token('a'), seen);
  ++seen.revision;
  EXPECT_FALSE(Knows(Token('a'), seen));
  --seen.revision;
  ++seen.generation;
  EXPECT_FALSE(Knows(Token('a'), seen));
}

TEST_F(ProvedTokens, AreNotKeptIfTheyAreVeryLong) {
  KeepProved(service.world(), Token('a', 4096), Look());
  KeepProved(service.world(), Token('b', 4097) + "b", Look());
  EXPECT_TRUE(Knows(Token('a', 4096), Look()));
  EXPECT_FALSE(Knows(Token('b', 4097) + "b", Look()));
}

TEST_F(ProvedTokens, AreThoseThatASignInHasSigned) {
  service.Call("CreateUserPoolClient", R"({"UserPoolId":")" + pool + R"(","ClientName":"_custom_id_:web"})");
  support::CreateUser(service, pool, "ada");
  const std::string token = support::TokenOf(service, "web", "ada");
  EXPECT_TRUE(Knows(token, Look()));
  EXPECT_FALSE(Knows(token + "A", Look()));
}

}  // namespace
}  // namespace rockpool::tokens
