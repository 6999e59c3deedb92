// The calls that set an authenticator up by an access token.
#pragma once

#include <string>

#include "tests/operations/sign_in/sign_in_pool.h"

namespace rockpool::support {

// A pool whose users may have authenticators, and a user "alice" with her token.
class TokenTest : public testing::Test {
 protected:
  explicit TokenTest(std::string_view of_pool = "") : pool(service, of_pool) {
    SetMfa(pool, "OPTIONAL", "sms token");
    pool.AddUser("alice");
    access_token = pool.AccessTokenOf("alice");
  }

  Answer Associate() { return service.Call("AssociateSoftwareToken", "{" + TextMember("AccessToken", access_token) + "}"); }
  Answer Verify(const std::string& code, const std::string& more = "") {
    return service.Call("VerifySoftwareToken",
                        "{" + TextMember("AccessToken", access_token) + "," + TextMember("UserCode", code) + more + "}");
  }
  // One that is not the code of this moment.
  std::string WrongCode() {
    std::string code = pool.CodeOf("alice");
    code[0] = code[0] == '9' ? '0' : static_cast<char>(code[0] + 1);
    return code;
  }

  TestService service;
  SignInPool pool;
  std::string access_token;
};

inline constexpr const char* kInvalidToken = "NotAuthorizedException: Invalid Access Token";
inline constexpr const char* kNoTokens = "SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool";

}  // namespace rockpool::support
