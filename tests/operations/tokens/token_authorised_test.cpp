// What every operation that an access token authorises tells of a token, in AWS's order, before it looks at anything else.
#include <gtest/gtest.h>

#include <string>

#include "server/accounts/names.h"
#include "server/sign_in/issue_tokens.h"
#include "storage/store.h"
#include "tests/operations/tokens/token_pool.h"
#include "tests/support/jwt.h"

namespace rockpool::support {
namespace {

struct Authorised {
  const char* operation;
  const char* members;  // beside the token: what the operation would refuse, so that the token is seen to come first
};

void PrintTo(const Authorised& authorised, std::ostream* out) { *out << authorised.operation; }

constexpr const char* kInvalid = "NotAuthorizedException: Invalid Access Token";
constexpr const char* kAccessTokenExpired = "NotAuthorizedException: Access Token has expired";
constexpr const char* kWithoutScope = "NotAuthorizedException: Access Token does not have required scopes";
constexpr util::EpochMillis kHour = 3'600'000;

class TokenAuthorised : public testing::TestWithParam<Authorised> {
 protected:
  std::string Try(const std::string& token) { return pool.TryBy(token, GetParam().operation, GetParam().members); }
  std::string Access() { return AccessOf(pool.SignIn()); }

  std::string AccessWithScope(const std::string& scope) {
    sign_in::TokenGrant grant = pool.GrantTo(pool.client());
    grant.scope = scope;
    return AccessOf(sign_in::IssueTokens(service.world(), grant));
  }

  void TurnOff() {
    service.world().store.Write([&](storage::Transaction& transaction) {
      const pools::SharedPool shared = pools::UsePoolOf(transaction, service.world().caches, pool.id());
      accounts::User user = accounts::RequireUser(transaction, *shared, "ada");
      user.content.Enabled = false;
      accounts::Save(transaction, *shared, service.clock.Now(), user);
    });
  }

  TestService service;
  TokenPool pool{service};
};

TEST_P(TokenAuthorised, RefusesWhatIsNoToken) {
  for (const char* garbage : {"x", "a.b.c", "....", "e30.e30.AAAA", "AYABe"}) {
    EXPECT_EQ(Try(garbage), kInvalid) << garbage;
  }
}

TEST_P(TokenAuthorised, RefusesAnIdTokenAndARefreshToken) {
  const auto tokens = pool.SignIn();
  EXPECT_EQ(Try(IdOf(tokens)), kInvalid);
  EXPECT_EQ(Try(RefreshOf(tokens)), kInvalid);
}

TEST_P(TokenAuthorised, RefusesATokenThatAnotherKeyHasSigned) {
  TokenPool other(service);
  EXPECT_EQ(Try(SignedAs(service, other.id(), tokens::TokenUse::kAccess, PayloadOf(Access()))), kInvalid);
}

TEST_P(TokenAuthorised, RefusesATokenFromTheSecondOfItsExpiryOn) {
  const std::string token = Access();
  service.clock.Advance(kHour - 1);
  EXPECT_NE(Try(token), kAccessTokenExpired);
  service.clock.Advance(1);
  EXPECT_EQ(Try(token), kAccessTokenExpired);
}

TEST_P(TokenAuthorised, SaysOfAnExpiredTokenThatItExpiredWhateverBecameOfIt) {
  const std::string token = Access();
  EXPECT_EQ(pool.TryOn("ada", "AdminUserGlobalSignOut"), kOk);
  service.clock.Advance(kHour);
  EXPECT_EQ(Try(token), kAccessTokenExpired);
  EXPECT_EQ(pool.TryOn("ada", "AdminDeleteUser"), kOk);
  EXPECT_EQ(Try(token), kAccessTokenExpired);
}

TEST_P(TokenAuthorised, RefusesARevokedToken) {
  const std::string token = Access();
  EXPECT_EQ(pool.TryOn("ada", "AdminUserGlobalSignOut"), kOk);
  EXPECT_EQ(Try(token), kRevoked);
}

TEST_P(TokenAuthorised, RefusesATokenWithoutTheScopeOfAdministration) {
  for (const char* scope : {"openid email", "", "aws.cognito.signin.user.administration", "openid,aws.cognito.signin.user.admin"}) {
    EXPECT_EQ(Try(AccessWithScope(scope)), kWithoutScope) << scope;
  }
}

TEST_P(TokenAuthorised, FindsTheScopeAmongOthers) {
  EXPECT_NE(Try(AccessWithScope("openid aws.cognito.signin.user.admin email")), kWithoutScope);
}

TEST_P(TokenAuthorised, TellsOfTheRevocationBeforeTheScope) {
  const std::string token = AccessWithScope("openid");
  EXPECT_EQ(pool.TryOn("ada", "AdminUserGlobalSignOut"), kOk);
  EXPECT_EQ(Try(token), kRevoked);
}

TEST_P(TokenAuthorised, TellsThatTheUserIsGone) {
  const std::string token = Access();
  EXPECT_EQ(pool.TryOn("ada", "AdminDeleteUser"), kOk);
  EXPECT_EQ(Try(token), kNoUser);
}

TEST_P(TokenAuthorised, DoesNotTakeANewUserForTheDeletedOneOfThatName) {
  const std::string token = Access();
  EXPECT_EQ(pool.TryOn("ada", "AdminDeleteUser"), kOk);
  pool.CreateUser("ada");
  EXPECT_EQ(Try(token), kNoUser);
}

TEST_P(TokenAuthorised, TellsThatThePasswordMustBeReset) {
  const std::string token = Access();
  SetStatus(service, pool.id(), "ada", api::UserStatusType::RESET_REQUIRED);
  EXPECT_EQ(Try(token), "PasswordResetRequiredException: Password reset required for the user");
}

TEST_P(TokenAuthorised, TellsThatTheUserIsNotConfirmed) {
  const std::string token = Access();
  SetStatus(service, pool.id(), "ada", api::UserStatusType::UNCONFIRMED);
  EXPECT_EQ(Try(token), "UserNotConfirmedException: User is not confirmed.");
}

TEST_P(TokenAuthorised, TellsTheStatusBeforeThatTheUserIsDisabled) {
  const std::string token = Access();
  TurnOff();
  EXPECT_EQ(Try(token), "NotAuthorizedException: User is disabled.");
  SetStatus(service, pool.id(), "ada", api::UserStatusType::RESET_REQUIRED);
  EXPECT_EQ(Try(token), "PasswordResetRequiredException: Password reset required for the user");
}

TEST_P(TokenAuthorised, RefusesTheTokensOfADisabledUserAsRevokedAlsoOnceHeIsEnabledAgain) {
  const std::string token = Access();
  EXPECT_EQ(pool.TryOn("ada", "AdminDisableUser"), kOk);
  EXPECT_EQ(Try(token), kRevoked);
  EXPECT_EQ(pool.TryOn("ada", "AdminEnableUser"), kOk);
  EXPECT_EQ(Try(token), kRevoked);
}

TEST_P(TokenAuthorised, EndsWithTheClientThatIssuedTheToken) {
  const std::string other = pool.New();
  const std::string token = AccessOf(pool.SignInBy(other));
  pool.DeleteClient(other);
  EXPECT_EQ(Try(token), kRevoked);
}

TEST_P(TokenAuthorised, EndsWithThePool) {
  TokenPool gone(service);
  const std::string token = AccessOf(gone.SignIn());
  EXPECT_EQ(gone.Try("DeleteUserPool"), kOk);
  EXPECT_EQ(Try(token), kInvalid);
}

TEST_P(TokenAuthorised, TellsWhatTheModelForbidsBeforeTheToken) {
  EXPECT_EQ(Try("no token"),
            "InvalidParameterException: 1 validation error detected: Value at 'accessToken' failed to satisfy constraint: Member must "
            "satisfy regular expression pattern: [A-Za-z0-9-_=.]+");
}

INSTANTIATE_TEST_SUITE_P(Each, TokenAuthorised,
                         testing::Values(Authorised{"AssociateSoftwareToken", ""},
                                         Authorised{"ChangePassword", R"("PreviousPassword":"wrong","ProposedPassword":"short")"},
                                         Authorised{"CompleteWebAuthnRegistration", R"("Credential":{})"},
                                         Authorised{"ConfirmDevice", R"("DeviceKey":"us-east-1_0")"}, Authorised{"DeleteUser", ""},
                                         Authorised{"DeleteUserAttributes", R"("UserAttributeNames":["sub"])"},
                                         Authorised{"DeleteWebAuthnCredential", R"("CredentialId":"AAAA")"},
                                         Authorised{"ForgetDevice", R"("DeviceKey":"us-east-1_0")"},
                                         Authorised{"GetDevice", R"("DeviceKey":"us-east-1_0")"}, Authorised{"GetUser", ""},
                                         Authorised{"GetUserAttributeVerificationCode", R"("AttributeName":"nickname")"},
                                         Authorised{"GetUserAuthFactors", ""}, Authorised{"GlobalSignOut", ""},
                                         Authorised{"ListDevices", R"("PaginationToken":"x")"},
                                         Authorised{"ListUserSessions", R"("NextToken":"x")"},
                                         Authorised{"ListWebAuthnCredentials", R"("NextToken":"x")"},
                                         Authorised{"RevokeUserSession", R"("SessionId":"tkn0000000000000000000000000")"},
                                         Authorised{"SetUserMFAPreference", R"("SMSMfaSettings":{"PreferredMfa":true})"},
                                         Authorised{"SetUserSettings", R"("MFAOptions":[{}])"}, Authorised{"StartWebAuthnRegistration", ""},
                                         Authorised{"UpdateDeviceStatus", R"("DeviceKey":"us-east-1_0")"},
                                         Authorised{"UpdateUserAttributes", R"("UserAttributes":[{"Name":"sub","Value":"x"}])"},
                                         Authorised{"VerifySoftwareToken", R"("UserCode":"000000")"},
                                         Authorised{"VerifyUserAttribute", R"("AttributeName":"nickname","Code":"000000")"}),
                         [](const testing::TestParamInfo<Authorised>& info) { return std::string(info.param.operation); });

}  // namespace
}  // namespace rockpool::support
