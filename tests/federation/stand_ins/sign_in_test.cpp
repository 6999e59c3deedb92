// A sign-in through a stand-in from end to end, by POST /_rockpool/sign-in: each type, and what an application hears when things go wrong.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/federation/stand_ins/stand_in_server.h"
#include "tests/support/jwt.h"

namespace rockpool {
namespace {

using support::Answer;
using support::StandInServer;

std::string ErrorOf(const Answer& answer) {
  const std::string description = answer.Has("error_description") ? answer.TextAt("error_description") : "";
  return answer.status == 200 ? "signed in" : answer.TextAt("error") + ": " + description;
}

class EachStandIn : public testing::TestWithParam<std::string> {
 protected:
  StandInServer server;
};

TEST_P(EachStandIn, SignsPeopleInWithoutANetwork) {
  const Answer answer = server.SignIn(GetParam(), "007");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const std::string token = answer.TextAt("id_token");
  EXPECT_EQ(support::ClaimOf(token, "cognito:username"), '"' + GetParam() + "_007\"");
  EXPECT_EQ(support::ClaimOf(token, "email"), R"("ann@corp.example")");
  EXPECT_TRUE(server.service.network.requests.empty());
}

TEST_P(EachStandIn, TellsWhatTheProviderWasAsked) {
  server.SignIn(GetParam(), "007");
  const Answer shown = server.Call("GET", server.PathOf(GetParam()));
  ASSERT_EQ(shown.status, 200) << shown.body;
  EXPECT_TRUE(shown.At("simulated").GetBool());
  EXPECT_EQ(shown.TextAt("identities.0.subject"), "007");
  const bool is_saml = GetParam() == "Ring";
  EXPECT_EQ(shown.TextAt("asked.0.at"), is_saml ? "sso" : "authorize");
  const std::string asked = shown.TextAt("asked.0.text");
  EXPECT_NE(asked.find(is_saml ? "<saml2p:AuthnRequest" : "client_id="), std::string::npos) << asked;
  EXPECT_EQ(shown.body.find("private"), std::string::npos);
  EXPECT_NE(asked.find(is_saml ? "RelayState: " : "state="), std::string::npos) << asked;
  EXPECT_NE(asked.find("characters"), std::string::npos) << "the state is not shown whole: " << asked;
}

TEST_P(EachStandIn, RefusesASignInWithoutTheRequiredAddress) {
  server.LetGoWrong(GetParam(), "no_email");
  const std::string error = ErrorOf(server.SignIn(GetParam(), "007"));
  EXPECT_NE(error, "signed in");
  EXPECT_NE(error.find("email"), std::string::npos) << error;
  EXPECT_EQ(ErrorOf(server.SignIn(GetParam(), "007")), "signed in") << "once";
}

TEST_P(EachStandIn, TellsTheProvidersOwnError) {
  server.LetGoWrong(GetParam(), "provider_error");
  const std::string error = ErrorOf(server.SignIn(GetParam(), "007"));
  const std::string expected = GetParam() == "Ring"              ? "server_error: Invalid SAML response received: wrong on purpose"
                               : GetParam() == "SignInWithApple" ? "user_cancelled_authorize: "
                               : GetParam() == "Facebook"
                                   ? "access_denied: Permissions error; error=access_denied; error_code=200; error_reason=user_denied"
                                   : "access_denied: ";
  EXPECT_EQ(error, expected);
}

INSTANTIATE_TEST_SUITE_P(Providers, EachStandIn, testing::ValuesIn(StandInServer::Providers()),
                         [](const auto& info) { return info.param; });

struct Row {
  std::string_view provider;
  std::string_view wrong;
  std::string_view error;
};

class WrongOnPurpose : public testing::TestWithParam<Row> {
 protected:
  StandInServer server;
};

TEST_P(WrongOnPurpose, IsWhatTheApplicationHearsOfAndThenPasses) {
  server.SignIn(GetParam().provider, "007");
  server.LetGoWrong(GetParam().provider, GetParam().wrong);
  const std::string error = ErrorOf(server.SignIn(GetParam().provider, "007"));
  EXPECT_EQ(error.substr(0, GetParam().error.size()), GetParam().error);
  EXPECT_EQ(server.Call("GET", server.PathOf(GetParam().provider, "/faults")).body, "[]");
  EXPECT_EQ(ErrorOf(server.SignIn(GetParam().provider, "007")), "signed in");
}

constexpr std::string_view kFailedCode = "server_error: Exception processing authorization code";
constexpr std::string_view kRefusedSaml = "server_error: Invalid SAML response received: ";

INSTANTIATE_TEST_SUITE_P(
    Faults, WrongOnPurpose,
    testing::Values(Row{"Corp", "bad_signature", kFailedCode}, Row{"Corp", "other_key", kFailedCode},
                    Row{"Corp", "wrong_issuer", "invalid_request: Bad id_token issuer https://other.example"},
                    Row{"Corp", "wrong_audience", kFailedCode}, Row{"Corp", "expired", kFailedCode}, Row{"Corp", "jwks_gone", kFailedCode},
                    Row{"Corp", "key_rotated", kFailedCode}, Row{"Corp", "down", "server_error: Unable to contact well-known endpoint"},
                    Row{"Facebook", "down", kFailedCode},
                    Row{"Corp", "token_endpoint_4xx", "invalid_request: Corp Error - 400 invalid_grant wrong on purpose"},
                    Row{"Corp", "token_endpoint_5xx", "invalid_request: Corp Error - 503"},
                    Row{"Corp", "replayed", "invalid_request: Corp Error - 400 invalid_grant"}, Row{"Corp", "wrong_nonce", "signed in"},
                    Row{"Corp", "not_yet_valid", kFailedCode}, Row{"Google", "other_key", kFailedCode},
                    Row{"SignInWithApple", "bad_signature", kFailedCode},
                    Row{"Facebook", "token_endpoint_4xx", "invalid_request: Facebook"}, Row{"Ring", "bad_signature", kRefusedSaml},
                    Row{"Ring", "other_key", kRefusedSaml}, Row{"Ring", "key_rotated", kRefusedSaml},
                    Row{"Ring", "wrong_issuer", kRefusedSaml},
                    Row{"Ring", "wrong_audience", "server_error: Invalid SAML response received: Audience restriction is not valid"},
                    Row{"Ring", "wrong_nonce", "server_error: Invalid SAML response received: InResponseTo does not match the request"},
                    Row{"Ring", "expired", "server_error: Invalid SAML response received: Assertion is expired"},
                    Row{"Ring", "not_yet_valid", "server_error: Invalid SAML response received: Assertion is not yet valid"},
                    Row{"Ring", "replayed", "server_error: Invalid SAML response received: Assertion has already been used"}),
    [](const auto& info) { return std::string(info.param.provider) + "_" + std::string(info.param.wrong); });

class StandIns : public testing::Test {
 protected:
  StandInServer server;
};

TEST_F(StandIns, EncryptAssertionsWhereTheProviderWantsThem) {
  server.Update("Ring", R"("ProviderDetails":{"EncryptedResponses":"true"})");
  EXPECT_EQ(ErrorOf(server.SignIn("Ring", "007")), "signed in");
  server.LetGoWrong("Ring", "unencrypted");
  EXPECT_EQ(ErrorOf(server.SignIn("Ring", "007")).substr(0, kRefusedSaml.size()), kRefusedSaml);
}

TEST_F(StandIns, EncryptAssertionsHoweverTheProviderWritesThatItWantsThem) {
  for (const char* value : {"True", "TRUE"}) {
    server.Update("Ring", R"("ProviderDetails":{"EncryptedResponses":")" + std::string(value) + "\"}");
    EXPECT_EQ(ErrorOf(server.SignIn("Ring", "007")), "signed in") << value;
  }
}

TEST_F(StandIns, OfSamlAreSlowForWhoComesFirst) {
  const std::string path = server.PathOf("Ring", "/sso");
  http::Request request;
  request.method = "GET";
  request.path = path;
  request.headers.Add("Host", "localhost:9229");
  EXPECT_EQ(server.Call("PUT", server.PathOf("Ring", "/faults"), R"({"wrong":"slow","times":1,"delay_ms":1})").status, 200);
  const http::Routed slow = server.router.Route(request);
  slow.work->Prepare();
  EXPECT_EQ(slow.work->Where(), http::Runs::kWaits) << "no computing thread is kept";
  EXPECT_EQ(slow.work->Run().status, 200);
  const http::Routed quick = server.router.Route(request);
  quick.work->Prepare();
  EXPECT_EQ(quick.work->Where(), http::Runs::kComputes);
  EXPECT_EQ(server.Call("GET", server.PathOf("Ring", "/faults")).body, "[]");
}

TEST_F(StandIns, GoWrongAlsoWherePagesAreLeftOut) {
  for (const char* provider : {"Corp", "Ring"}) {
    EXPECT_EQ(server.Call("PUT", server.PathOf(provider), R"({"auto":true})").status, 200);
    server.LetGoWrong(provider, "provider_error");
    EXPECT_NE(ErrorOf(server.SignIn(provider, "007")), "signed in") << provider;
    EXPECT_EQ(ErrorOf(server.SignIn(provider, "007")), "signed in") << provider;
  }
}

TEST_F(StandIns, TakeSignedRequests) {
  server.Update("Ring", R"("ProviderDetails":{"RequestSigningAlgorithm":"rsa-sha256"})");
  EXPECT_EQ(ErrorOf(server.SignIn("Ring", "007")), "signed in");
}

TEST_F(StandIns, SignInWhomTheCallerNamesEvenWherePagesAreLeftOut) {
  const Answer put = server.Call("PUT", server.PathOf("Corp", "/identities"), R"({"identities":[{"subject":"first"}],"auto":true})");
  ASSERT_EQ(put.status, 200) << put.body;
  const Answer answer = server.SignIn("Corp", "second");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(support::ClaimOf(answer.TextAt("id_token"), "cognito:username"), R"("Corp_second")");
}

TEST_F(StandIns, ForgetTheSecretThatAnUpdateHasChanged) {
  server.Update("Corp", R"("ProviderDetails":{"client_secret":"another"})");
  EXPECT_EQ(ErrorOf(server.SignIn("Corp", "007")), "signed in") << "both ends read the provider's details";
}

TEST_F(StandIns, RefuseASignInThatIsAskedForWrongly) {
  EXPECT_EQ(server.Call("POST", "/_rockpool/sign-in", "{}").status, 400);
  EXPECT_EQ(server.Call("POST", "/_rockpool/sign-in", "[]").status, 400);
  EXPECT_EQ(server.SignIn("Nobody", "007").ErrorType(), "ResourceNotFoundException");
  EXPECT_EQ(server.SignIn("Corp", "").ErrorType(), "InvalidParameterException");
  EXPECT_EQ(server.SignIn("Corp", "007", "[1]").ErrorType(), "InvalidParameterException");
  EXPECT_EQ(server.SignIn("Corp", "007", R"({"a":")" + std::string(70'000, 'x') + "\"}").ErrorType(), "InvalidParameterException");
}

TEST_F(StandIns, SignInForAnApplicationWhoseAddressOthersBeginWith) {
  for (const char* callback : {"http://localhost", "http://localhost:9229/", "http://localhost:9229/_rockpool",
                               "https://app.example/cb?a=b", "https://app.example/cb?", "https://app.example/cb?a=b&"}) {
    const Answer updated = server.service.Call(
        "UpdateUserPoolClient",
        R"({"UserPoolId":")" + server.pool + R"(","ClientId":")" + server.client +
            R"(","AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["openid"],"CallbackURLs":[")" +
            callback + R"("],"SupportedIdentityProviders":["Corp","Ring"]})");
    ASSERT_EQ(updated.status, 200) << updated.body;
    for (const char* provider : {"Corp", "Ring"}) {
      EXPECT_EQ(ErrorOf(server.SignIn(provider, "007")), "signed in") << callback << provider;
    }
    server.LetGoWrong("Corp", "provider_error");
    EXPECT_EQ(ErrorOf(server.SignIn("Corp", "007")), "access_denied: ") << callback;
  }
}

TEST_F(StandIns, HaveTheAddressesOfTheirTypeAlone) {
  EXPECT_EQ(server.Get(server.PathOf("Nobody", "/authorize")).status, 404);
  EXPECT_EQ(server.Get(server.PathOf("Ring", "/authorize")).status, 404);
  EXPECT_EQ(server.Get(server.PathOf("Corp", "/sso")).status, 404);
  EXPECT_EQ(server.Get(server.PathOf("Corp", "/jwks")).status, 200);
}

}  // namespace
}  // namespace rockpool
