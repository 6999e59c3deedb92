// PreTokenGeneration where tokens come by the OAuth endpoints: asked before a code is issued, and kept with it.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/http/form.h"
#include "server/http/must_wait.h"
#include "server/oauth/exchange.h"
#include "server/oauth/handlers.h"
#include "server/oauth/waiting.h"
#include "storage/sqlite/store.h"
#include "tests/oauth/support/token_test.h"
#include "tests/support/fake_invoker.h"
#include "tests/support/jwt.h"
#include "tests/support/users.h"
#include "tests/support/watched_store.h"

namespace rockpool::support {
namespace {

constexpr const char* kHosted = "TokenGeneration_HostedAuth";
constexpr const char* kRefreshes = "TokenGeneration_RefreshTokens";
constexpr const char* kMachines = "TokenGeneration_ClientCredentials";
constexpr const char* kTenant = R"({"claimsAndScopeOverrideDetails":{"idTokenGeneration":{"claimsToAddOrOverride":{"tenant":"id"}},)"
                                R"("accessTokenGeneration":{"claimsToAddOrOverride":{"tenant":"access"}}}})";

class HostedFunctions : public TokenTest {
 protected:
  HostedFunctions() { Have("PreTokenGeneration:V2_0"); }

  void Have(const std::string& function) {
    const Answer answer = oauth.service.Call("UpdateUserPool", R"({"UserPoolId":")" + pool + '"' + LambdaMember({function}) + "}");
    EXPECT_EQ(answer.status, 200) << answer.body;
  }
  Page End(const http::NamedValues& changes = {}) { return browser.SignIn(kUser, Request(changes)); }
  Page Exchange(const Page& back) { return Ask(CodeForm(std::string(back.LocationQuery().Find("code").value_or("")))); }
  // "invalid_request: text" of an answer at the callback.
  static std::string ErrorIn(const http::NamedValues& fields) {
    return std::string(fields.Find("error").value_or("")) + ": " + std::string(fields.Find("error_description").value_or(""));
  }

  std::shared_ptr<FakeInvoker> functions = FakeInvoker::Of(oauth.service);
};

TEST_F(HostedFunctions, AreAskedBeforeTheCodeIsIssuedAndNotAgain) {
  functions->Respond(kHosted, kTenant);
  const Page back = End({{"scope", "openid email"}});
  EXPECT_EQ(functions->Sources(), std::vector<std::string>{kHosted});
  EXPECT_EQ(functions->In(kHosted, "userName"), kUser);
  EXPECT_EQ(functions->In(kHosted, "callerContext.clientId"), client);
  EXPECT_EQ(functions->In(kHosted, "request.scopes"), R"(["openid","email"])");
  EXPECT_EQ(functions->In(kHosted, "request.clientMetadata"), "-");
  functions->Throw("PreTokenGeneration", "nobody asks again");
  const Page tokens = Exchange(back);
  ASSERT_EQ(tokens.status, 200) << tokens.body;
  EXPECT_EQ(ClaimOf(Member(tokens, "id_token"), "tenant"), R"("id")");
  EXPECT_EQ(ClaimOf(Member(tokens, "access_token"), "tenant"), R"("access")");
  EXPECT_EQ(functions->Calls().size(), 1U);
}

TEST_F(HostedFunctions, KeepTheHashOfTheAccessTokenRight) {
  functions->Respond(kHosted, kTenant);
  const Page tokens = Exchange(End({{"scope", "openid"}}));
  const std::string half = crypto::Sha256(Member(tokens, "access_token")).substr(0, 16);
  EXPECT_EQ(ClaimOf(Member(tokens, "id_token"), "at_hash"), '"' + crypto::Base64UrlEncode(half) + '"');
}

TEST_F(HostedFunctions, ThatRefuseAreToldAtTheCallbackWithoutACodeOrASession) {
  functions->Throw(kHosted, "Not today");
  const Page back = End({{"state", "s"}});
  EXPECT_EQ(back.location(), std::string(OAuthService::kCallback) +
                                 "?error_description=PreTokenGeneration+failed+with+error+Not+today.&state=s&error=invalid_request");
  EXPECT_EQ(browser.Cookie("cognito-" + pool), "");
  functions->Miss(kHosted, "AccessDeniedException");
  EXPECT_EQ(ErrorIn(End().LocationQuery()), "invalid_request: PreTokenGeneration invocation failed due to error AccessDeniedException.");
  functions->Return(kHosted, "nonsense");
  EXPECT_EQ(ErrorIn(End().LocationQuery()), "invalid_request: Invalid lambda function output : Invalid JSON");
}

TEST_F(HostedFunctions, ChangeNoMoreThanACodeOrAnAddressMayCarry) {
  functions->Respond(kHosted, R"({"claimsAndScopeOverrideDetails":{"idTokenGeneration":{"claimsToAddOrOverride":{"a":")" +
                                  std::string(std::size_t{256} * 1024, 'x') + R"("}}}})");
  for (const char* type : {"code", "token"}) {
    const Page back = End({{"response_type", type}});
    const http::NamedValues fields = type == std::string("code") ? back.LocationQuery() : back.LocationFragment();
    EXPECT_EQ(ErrorIn(fields), "invalid_request: Unrecognizable lambda output") << type;
  }
}

TEST_F(HostedFunctions, OfImplicitGrantsAreAskedOnceAndToldInTheFragment) {
  functions->Respond(kHosted, kTenant);
  const http::NamedValues fields = End({{"response_type", "token"}, {"scope", "openid"}}).LocationFragment();
  EXPECT_EQ(ClaimOf(std::string(fields.Find("id_token").value_or("")), "tenant"), R"("id")");
  EXPECT_EQ(ClaimOf(std::string(fields.Find("access_token").value_or("")), "tenant"), R"("access")");
  EXPECT_EQ(functions->Sources(), std::vector<std::string>{kHosted});
  functions->Throw(kHosted, "Not today");
  EXPECT_EQ(ErrorIn(End({{"response_type", "token"}}).LocationFragment()),
            "invalid_request: PreTokenGeneration failed with error Not today.");
}

TEST_F(HostedFunctions, AreAskedAgainWhereABrowsersSessionIsReused) {
  End();
  functions->Forget();
  functions->Respond(kHosted, kTenant);
  const Page back = AskWith({{"scope", "openid"}});
  EXPECT_EQ(functions->Sources(), std::vector<std::string>{kHosted});
  EXPECT_EQ(ClaimOf(Member(Exchange(back), "id_token"), "tenant"), R"("id")");
  functions->Throw(kHosted, "Not today");
  EXPECT_EQ(ErrorIn(AskWith({}).LocationQuery()), "invalid_request: PreTokenGeneration failed with error Not today.");
}

TEST_F(HostedFunctions, GiveNoCodeToWhoIsDisabledMeanwhile) {
  functions->Do(kHosted, [&](const triggers::Invocation& invocation) {
    oauth.service.Call("AdminDisableUser", R"({"UserPoolId":")" + pool + R"(","Username":"ann"})");
    return triggers::Outcome{triggers::Outcome::Kind::kAnswered, invocation.event, "", 1};
  });
  EXPECT_EQ(ErrorIn(End().LocationQuery()), "invalid_request: User is disabled.");
}

TEST_F(HostedFunctions, GiveNoCodeToASessionThatHasEndedMeanwhile) {
  End();
  functions->Do(kHosted, [&](const triggers::Invocation& invocation) {
    const Answer answer = oauth.service.Call("AdminResetUserPassword", R"({"UserPoolId":")" + pool + R"(","Username":"ann"})");
    EXPECT_EQ(answer.status, 200) << answer.body;
    return triggers::Outcome{triggers::Outcome::Kind::kAnswered, invocation.event, "", 1};
  });
  EXPECT_EQ(ErrorIn(AskWith({}).LocationQuery()), "invalid_request: Invalid session for the user.");
}

TEST_F(HostedFunctions, GiveNothingBehindAReset) {
  functions->Do(kHosted, [&](const triggers::Invocation& invocation) {
    storage::Store& store = oauth.service.world().store;
    WatchedStore copy(storage::sqlite::Store::Open({.path = ":memory:"}));
    copy.ReplaceContentsWith(store);
    store.ReplaceContentsWith(copy);
    return triggers::Outcome{triggers::Outcome::Kind::kAnswered, invocation.event, "", 1};
  });
  EXPECT_EQ(End().location().find("code="), std::string::npos);
  EXPECT_EQ(End({{"response_type", "token"}}).location().find("access_token="), std::string::npos);
  EXPECT_EQ(functions->CountOf(kHosted), 2U);
}

TEST_F(HostedFunctions, StandInTheTraceOfTheCode) {
  End();
  const std::string traced = oauth.service.traces->Json(pool, "", 0);
  EXPECT_NE(traced.find(R"({"rule":"PreTokenGeneration","verdict":"passed")"), std::string::npos) << traced;
  EXPECT_NE(traced.find(R"("asked":"code")"), std::string::npos) << traced;
}

TEST_F(HostedFunctions, AreToldOfARefreshAtTheTokenEndpoint) {
  const std::string token = Member(Exchange(End({{"scope", "openid"}})), "refresh_token");
  const http::NamedValues form{{"grant_type", "refresh_token"}, {"client_id", client}, {"refresh_token", token}};
  functions->Respond(kRefreshes, kTenant);
  const Page refreshed = Ask(form);
  EXPECT_EQ(ClaimOf(Member(refreshed, "id_token"), "tenant"), R"("id")");
  EXPECT_EQ(functions->CountOf(kRefreshes), 1U);
  functions->Throw(kRefreshes, "Not today");
  EXPECT_EQ(Outcome(Ask(form)), R"(400 {"error":"invalid_grant","error_description":"PreTokenGeneration failed with error Not today."})");
}

class MachineFunctions : public HostedFunctions {
 protected:
  MachineFunctions() : machine(MachineClient()) { Have("PreTokenGeneration:V3_0"); }

  Page Get(const std::string& metadata = "") {
    http::NamedValues form{{"grant_type", "client_credentials"}};
    if (!metadata.empty()) {
      form.Add("aws_client_metadata", metadata);
    }
    return TokenTest::Ask(form, {.authorization = Basic(machine)});
  }

  std::string machine;
};

TEST_F(MachineFunctions, AreToldTheMetadataOfTheForm) {
  functions->Respond(kMachines, kTenant);
  const Page page = Get(R"({"environment":"dev"})");
  EXPECT_EQ(ClaimOf(Member(page, "access_token"), "tenant"), R"("access")");
  EXPECT_EQ(functions->In(kMachines, "request.clientMetadata"), R"({"environment":"dev"})");
  EXPECT_EQ(functions->In(kMachines, "callerContext.awsSdkVersion"), "aws-sdk-unknown-unknown");
  EXPECT_EQ(functions->In(kMachines, "request.scopes"), R"(["api/read"])");
  Get();
  EXPECT_EQ(functions->In(kMachines, "request.clientMetadata"), "-");
}

TEST_F(MachineFunctions, AreNotAskedWithMetadataThatIsNoObjectOfTexts) {
  for (const char* metadata : {"[]", "nonsense", R"({"a":1})", R"("a")"}) {
    EXPECT_EQ(Outcome(Get(metadata)), kInvalidRequest) << metadata;
  }
  EXPECT_EQ(functions->Calls().size(), 0U);
}

TEST_F(MachineFunctions, ThatRefuseAreToldAsTheGrantsError) {
  functions->Throw(kMachines, "No machines");
  EXPECT_EQ(Outcome(Get()), R"(400 {"error":"invalid_grant","error_description":"PreTokenGeneration failed with error No machines."})");
}

TEST_F(MachineFunctions, StandInTheTraceOfTheGrant) {
  const std::string token = Member(Get(), "access_token");
  const std::string given = oauth.service.traces->Json(pool, "", 0);
  EXPECT_NE(given.find(R"("asked":"client_credentials")"), std::string::npos) << given;
  EXPECT_NE(given.find(R"({"rule":"PreTokenGeneration","verdict":"passed"})"), std::string::npos) << given;
  EXPECT_EQ(given.find(token), std::string::npos) << "shortened";
  functions->Throw(kMachines, "No machines");
  Get();
  const std::string refused = oauth.service.traces->Json(pool, "", 0);
  EXPECT_NE(refused.find(R"({"rule":"PreTokenGeneration","verdict":"refused","reason":"PreTokenGeneration failed with error No machines.)"),
            std::string::npos)
      << refused;
}

class WaitingRequests : public HostedFunctions {
 protected:
  http::Runs Of(oauth::RunsOf runs_of, const std::string& query, const std::string& authorization = "",
                const http::NamedValues& form = {}) {
    http::Request request;
    request.headers.Add("Host", "localhost:9229");
    if (!authorization.empty()) {
      request.headers.Add("Authorization", authorization);
    }
    oauth::Exchange exchange{oauth.service.world(), request, std::nullopt, {}, *http::ParseForm(query), form, true, {}, "", nullptr};
    return runs_of(exchange);
  }
};

TEST_F(WaitingRequests, AreThoseOfPoolsWithFunctions) {
  const oauth::RunsOf page = oauth::RunsOfForm;
  EXPECT_EQ(Of(page, "client_id=" + client), http::Runs::kWaits);
  EXPECT_EQ(Of(page, "client_id=" + managed_client), http::Runs::kComputes);
  EXPECT_EQ(Of(page, "client_id=nobody"), http::Runs::kComputes);
  EXPECT_EQ(Of(page, "client_id=" + std::string(4000, 'a')), http::Runs::kComputes);
  EXPECT_EQ(Of(page, ""), http::Runs::kComputes);
  oauth.service.CallFunctionsThrough(nullptr);
  EXPECT_EQ(Of(page, "client_id=" + client), http::Runs::kComputes) << "nobody calls them";
}

TEST_F(WaitingRequests, RunAnewWhereTheyMayWaitAndHaveUsedNothingUpBefore) {
  const std::string token = Member(Exchange(End({{"scope", "openid"}})), "refresh_token");
  functions->Forget();
  oauth::OAuthEndpoint endpoint(oauth.service.world(), oauth::Token, http::Runs::kComputes, oauth::ErrorForm::kJson);
  http::Request request;
  request.method = "POST";
  request.path = "/oauth2/token";
  request.headers.Add("Host", "localhost:9229");
  request.headers.Add("Content-Type", "application/x-www-form-urlencoded");
  request.body = http::EncodeForm({{"grant_type", "refresh_token"}, {"client_id", client}, {"refresh_token", token}});
  const auto work = endpoint.Accept(std::move(request));
  work->Prepare();
  {
    const http::NoWaiting computing;
    work->Run();
    EXPECT_TRUE(computing.was_wanted());
  }
  EXPECT_EQ(functions->Calls().size(), 0U);
  const http::Response response = work->Run();
  EXPECT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(functions->Sources(), std::vector<std::string>{kRefreshes});
}

TEST_F(WaitingRequests, AreToldByTheClientThatTheHandlerTakes) {
  const std::string of_other = "client_id=" + managed_client;  // its pool has no functions
  EXPECT_EQ(Of(oauth::RunsOfToken, of_other, "", {{"client_id", client}}), http::Runs::kWaits);
  EXPECT_EQ(Of(oauth::RunsOfToken, of_other, BasicOf(client, "x")), http::Runs::kWaits);
  EXPECT_EQ(Of(oauth::RunsOfToken, "client_id=" + client, "", {{"client_id", managed_client}}), http::Runs::kComputes);
  EXPECT_EQ(Of(oauth::RunsOfForm, of_other, BasicOf(client, "x"), {{"client_id", client}}), http::Runs::kComputes);
}

}  // namespace
}  // namespace rockpool::support
