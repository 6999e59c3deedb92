#include "server/crypto/password_hashes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rockpool::crypto {
namespace {

using enum PasswordHashing;

constexpr const char* kPassword = "Corr3ct-horse";

// Made by hashlib, crypt(3) and the argon2 program.
constexpr const char* kBcryptHash = "$2b$04$abcdefghijklmnopqrstuuvR.oY5RGAKhQv7nYz.LnMX3B7q02eXW";
constexpr const char* kScryptHash =
    "2$1$1$00112233445566778899aabbccddeeff$e19353a9aa3b706d605b7729d2c6ce58b4afd98bd5814893dc3bba156b11be82";
constexpr const char* kArgon2idHash = "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$bqZz5mO5jx1+nOofSF43w+Do6Kvr/40L73Vht9zJ6FI";
constexpr const char* kPbkdf2Hash = "$pbkdf2-sha256$1000$ABEiM0RVZneImaq7zN3u/w$+EpKi1Q29oXDstFtIz5K/EBXOoCIStFi9OSdWha9n+U";

struct Kind {
  PasswordHashing kind;
  const char* hash;
};
const std::vector<Kind> kKinds{{kBcrypt, kBcryptHash}, {kScrypt, kScryptHash}, {kArgon2id, kArgon2idHash}, {kPbkdf2Sha256, kPbkdf2Hash}};

TEST(PasswordHashes, KnowTheirPasswordAndNoOther) {
  for (const auto& [kind, hash] : kKinds) {
    EXPECT_TRUE(IsPasswordHash(kind, hash)) << hash;
    EXPECT_TRUE(MatchesPasswordHash(kind, hash, kPassword)) << hash;
    for (const std::string& other :
         {std::string("corr3ct-horse"), std::string(), std::string(kPassword) + " ", std::string(kPassword) + '\0'}) {
      EXPECT_FALSE(MatchesPasswordHash(kind, hash, other)) << hash;
    }
  }
}

TEST(PasswordHashes, AreOfOneKind) {
  for (const auto& [kind, hash] : kKinds) {
    for (const auto& other : kKinds) {
      EXPECT_EQ(IsPasswordHash(kind, other.hash), kind == other.kind) << other.hash;
    }
  }
}

// From crypt_blowfish's own tests (the Openwall project).
TEST(PasswordHashes, AreBcryptOfAllItsLetters) {
  EXPECT_TRUE(MatchesPasswordHash(kBcrypt, "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U"));
  EXPECT_TRUE(MatchesPasswordHash(kBcrypt, "$2x$05$/OK.fbVrR/bpIqNJ5ianF.CE5elHaaO4EbggVDjb8P19RukzXSM3e", "\xa3"));
  EXPECT_TRUE(MatchesPasswordHash(kBcrypt, "$2y$05$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq", "\xa3"));
}

// RFC 7914, 12.
TEST(PasswordHashes, AreScryptOfItsStandard) {
  EXPECT_TRUE(MatchesPasswordHash(kScrypt,
                                  "16384$8$1$536f6469756d43686c6f72696465$7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                                  "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887",
                                  "pleaseletmein"));
}

TEST(PasswordHashes, ArePbkdf2WithADotForAPlus) {
  EXPECT_TRUE(MatchesPasswordHash(kPbkdf2Sha256, "$pbkdf2-sha256$1000$....//vvvv/7777/..../w$7mneVLiGx.5yS8rBZJ/oxBGzzYtF8ffP2Ldl55p1m84",
                                  kPassword));
}

TEST(PasswordHashes, AreNotWhatCostsMoreThanIsTaken) {
  const std::string bcrypt = std::string(kBcryptHash).substr(6);
  EXPECT_TRUE(IsPasswordHash(kBcrypt, "$2b$12" + bcrypt));
  EXPECT_FALSE(IsPasswordHash(kBcrypt, "$2b$13" + bcrypt));
  EXPECT_FALSE(IsPasswordHash(kBcrypt, "$2b$03" + bcrypt));
  const std::string scrypt = std::string(kScryptHash).substr(5);
  EXPECT_TRUE(IsPasswordHash(kScrypt, "65536$8$1" + scrypt));
  for (const char* costs :
       {"131072$8$1", "65536$9$1", "65536$8$2", "65535$8$1", "0$8$1", "1$8$1", "65536$0$1", "016384$8$1", "-2$8$1", "$8$1"}) {
    EXPECT_FALSE(IsPasswordHash(kScrypt, costs + scrypt)) << costs;
  }
  const std::string argon = std::string(kArgon2idHash).substr(std::string("$argon2id$v=19$m=64,t=1,p=1").size());
  EXPECT_TRUE(IsPasswordHash(kArgon2id, "$argon2id$v=19$m=19456,t=2,p=1" + argon));
  for (const char* costs :
       {"m=19457,t=2,p=1", "m=19456,t=3,p=1", "m=19456,t=2,p=2", "m=19456,t=2", "t=2,m=19456,p=1", "m=64,t=1,p=1,x=1", "m=,t=1,p=1"}) {
    EXPECT_FALSE(IsPasswordHash(kArgon2id, "$argon2id$v=19$" + std::string(costs) + argon)) << costs;
  }
  const std::string pbkdf2 = std::string(kPbkdf2Hash).substr(std::string("$pbkdf2-sha256$1000").size());
  EXPECT_TRUE(IsPasswordHash(kPbkdf2Sha256, "$pbkdf2-sha256$600000" + pbkdf2));
  EXPECT_FALSE(IsPasswordHash(kPbkdf2Sha256, "$pbkdf2-sha256$600001" + pbkdf2));
  EXPECT_FALSE(IsPasswordHash(kPbkdf2Sha256, "$pbkdf2-sha256$99999999999999999999" + pbkdf2));
}

TEST(PasswordHashes, AreNotScryptThatNothingComputes) {
  const std::string scrypt = std::string(kScryptHash).substr(5);
  EXPECT_FALSE(IsPasswordHash(kScrypt, "65536$1$1" + scrypt)) << "RFC 7914, 2: N < 2^(128 r / 8)";
  EXPECT_FALSE(MatchesPasswordHash(kScrypt, "65536$1$1" + scrypt, kPassword));
  for (const char* costs : {"32768$1$1", "65536$2$1"}) {
    EXPECT_TRUE(IsPasswordHash(kScrypt, costs + scrypt)) << costs;
    EXPECT_FALSE(MatchesPasswordHash(kScrypt, costs + scrypt, kPassword)) << costs;
  }
}

TEST(PasswordHashes, AreNotWhatIsMalformed) {
  for (const auto& [kind, hash] : kKinds) {
    const std::string text = hash;
    for (const std::string& wrong :
         {std::string(), std::string("$"), std::string("$$$$"), std::string("$$$$$"), text.substr(1), text + "$", text + "=", text + '\0',
          text.substr(0, text.size() - 1) + "\n", " " + text, "$2c" + text.substr(3), "$argon2i" + text.substr(9)}) {
      EXPECT_FALSE(IsPasswordHash(kind, wrong)) << wrong;
      EXPECT_FALSE(MatchesPasswordHash(kind, wrong, kPassword)) << wrong;
    }
  }
  EXPECT_FALSE(IsPasswordHash(kScrypt, "2$1$1$00$")) << "an empty hash is every password's";
  EXPECT_FALSE(IsPasswordHash(kScrypt, "2$1$1$00$e193")) << "and a short one is many's";
  EXPECT_FALSE(IsPasswordHash(kPbkdf2Sha256, "$pbkdf2-sha256$1000$ABEi$"));
}

}  // namespace
}  // namespace rockpool::crypto
