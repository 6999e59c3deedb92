// That users whom an import brought along with a hash sign in by the password of it, and what stands in its place then.
#include "tests/operations/user_import/import_pool.h"
#include "tests/support/srp_client.h"

namespace rockpool::support {
namespace {

constexpr const char* kWrong = "NotAuthorizedException: Incorrect username or password.";

struct Algorithm {
  const char* name;
  const char* hash;  // of kPassword
};
// Made by crypt(3), hashlib and the argon2 program.
constexpr Algorithm kBcrypt{"BCRYPT", "$2b$04$abcdefghijklmnopqrstuuvR.oY5RGAKhQv7nYz.LnMX3B7q02eXW"};
constexpr Algorithm kAlgorithms[]{
    kBcrypt,
    {"SCRYPT", "2$1$1$00112233445566778899aabbccddeeff$e19353a9aa3b706d605b7729d2c6ce58b4afd98bd5814893dc3bba156b11be82"},
    {"ARGON2ID", "$argon2id$v=19$m=64\\,t=1\\,p=1$c29tZXNhbHRzb21lc2FsdA$bqZz5mO5jx1+nOofSF43w+Do6Kvr/40L73Vht9zJ6FI"},
    {"PBKDF2_SHA256", "$pbkdf2-sha256$1000$ABEiM0RVZneImaq7zN3u/w$+EpKi1Q29oXDstFtIz5K/EBXOoCIStFi9OSdWha9n+U"}};

class ImportedPasswords : public PoolTest<ImportPool> {
 protected:
  ImportedPasswords()
      : client(pool.Call("CreateUserPoolClient",
                         R"("ClientName":"web","PreventUserExistenceErrors":"LEGACY",)"
                         R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_USER_SRP_AUTH","ALLOW_USER_AUTH",)"
                         R"("ALLOW_ADMIN_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"])")
                   .TextAt("UserPoolClient.ClientId")) {}

  void Import(const Algorithm& algorithm) {
    const std::string job = pool.Import(std::string("cognito:username,email,email_verified,password_hash\nada,ada@example.com,true,") +
                                            algorithm.hash + "\nbob,bob@example.com,true,\n",
                                        std::string(R"("PasswordHashingAlgorithm":")") + algorithm.name + '"');
    ASSERT_EQ(pool.ResultOf(job), "Succeeded 2 0 0") << pool.LogOf(job);
  }
  std::string SignIn(const std::string& password, const std::string& name = "ada") {
    return OutcomeOf(service.Call("InitiateAuth", R"({"AuthFlow":"USER_PASSWORD_AUTH","ClientId":")" + client +
                                                      R"(","AuthParameters":{"USERNAME":")" + name + R"(","PASSWORD":")" + password +
                                                      R"("}})"));
  }
  storage::Credentials Credentials() {
    const std::int64_t user = UserOf(service, pool.id(), "ada").number();
    return service.world().store.Read([&](const storage::Transaction& transaction) { return transaction.credentials().Find(user); });
  }

  const std::string client;
};

TEST_F(ImportedPasswords, SignInWithEachAlgorithm) {
  for (const Algorithm& algorithm : kAlgorithms) {
    Import(algorithm);
    EXPECT_EQ(StatusOf(service, pool.id(), "ada"), "CONFIRMED");
    EXPECT_EQ(StatusOf(service, pool.id(), "bob"), "RESET_REQUIRED");
    EXPECT_EQ(SignIn("Wr0ng-horse"), kWrong) << algorithm.name;
    EXPECT_FALSE(Credentials().password.has_value());
    EXPECT_EQ(SignIn(kPassword), kOk) << algorithm.name;
    for (const char* name : {"ada", "bob"}) {
      EXPECT_EQ(pool.Try("AdminDeleteUser", TextMember("Username", name)), kOk);
    }
  }
}

TEST_F(ImportedPasswords, LeaveTheirPlaceToAVerifierAtTheFirstSignIn) {
  Import(kBcrypt);
  EXPECT_TRUE(Credentials().imported_hash.has_value());
  EXPECT_EQ(SignIn(kPassword), kOk);
  EXPECT_FALSE(Credentials().imported_hash.has_value());
  EXPECT_TRUE(Credentials().password.has_value());
  EXPECT_EQ(SignIn(kPassword), kOk);
  EXPECT_EQ(SignIn("Wr0ng-horse"), kWrong);
}

TEST_F(ImportedPasswords, SignInByTheOtherPlainFlows) {
  for (const std::string call : {R"("AuthFlow":"ADMIN_USER_PASSWORD_AUTH","AuthParameters":{)",
                                 R"("AuthFlow":"USER_AUTH","AuthParameters":{"PREFERRED_CHALLENGE":"PASSWORD",)"}) {
    Import(kBcrypt);
    EXPECT_EQ(pool.Try("AdminInitiateAuth", TextMember("ClientId", client) + "," + call + TextMember("USERNAME", "ada") + "," +
                                                TextMember("PASSWORD", kPassword) + "}"),
              kOk);
    EXPECT_TRUE(Credentials().password.has_value()) << call;
    for (const char* name : {"ada", "bob"}) {
      EXPECT_EQ(pool.Try("AdminDeleteUser", TextMember("Username", name)), kOk);
    }
  }
}

TEST_F(ImportedPasswords, AreLockedOutLikeOthers) {
  Import(kBcrypt);
  for (int i = 0; i < 6; ++i) {
    SignIn("Wr0ng-horse");
  }
  EXPECT_EQ(SignIn(kPassword), "NotAuthorizedException: Password attempts exceeded");
  EXPECT_TRUE(Credentials().imported_hash.has_value());
}

TEST_F(ImportedPasswords, GiveWayToAPasswordThatIsSet) {
  Import(kBcrypt);
  EXPECT_EQ(pool.Try("AdminSetUserPassword", R"("Username":"ada","Password":"An0ther-one","Permanent":true)"), kOk);
  EXPECT_EQ(SignIn(kPassword), kWrong);
  EXPECT_EQ(SignIn("An0ther-one"), kOk);
}

TEST_F(ImportedPasswords, FailTheirRowWhereTheyAreNoHashOfTheAlgorithm) {
  const std::string job = pool.Import(
      "cognito:username,email,email_verified,password_hash\n"
      "ada,ada@example.com,true,$2b$13$abcdefghijklmnopqrstuuvR.oY5RGAKhQv7nYz.LnMX3B7q02eXW\nbob,bob@example.com,true,plain\n"
      "cy,cy@example.com,true,\n",
      R"("PasswordHashingAlgorithm":"BCRYPT")");
  const std::string why = "The password hash is not valid for the password hashing algorithm of the job.\n";
  EXPECT_EQ(pool.LogOf(job),
            "[FAILED] Line Number 2 - " + why + "[FAILED] Line Number 3 - " + why + "[SUCCEEDED] Line Number 4 - The import succeeded.\n");
}

TEST_F(ImportedPasswords, AreHiddenBehindAResetWhereWhoExistsIsHidden) {
  Import(kBcrypt);
  EXPECT_EQ(SignIn(kPassword, "bob"), "PasswordResetRequiredException: Password reset required for the user");
  EXPECT_EQ(pool.Try("UpdateUserPoolClient", TextMember("ClientId", client) + R"(,"PreventUserExistenceErrors":"ENABLED",)"
                                                                              R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"])"),
            kOk);
  EXPECT_EQ(SignIn(kPassword, "bob"), kWrong);
}

}  // namespace
}  // namespace rockpool::support
