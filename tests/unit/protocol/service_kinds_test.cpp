// On which kind of thread a call of the API is prepared and run, and that builds with tests hold each operation to its word.
#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "server/http/endpoint.h"
#include "server/http/must_wait.h"
#include "server/protocol/target.h"
#include "storage/sqlite/store.h"
#include "tests/support/fake_invoker.h"
#include "tests/support/test_service.h"
#include "tests/support/users.h"
#include "tests/support/watched_store.h"

namespace rockpool::protocol {
namespace {

using http::Runs;

class ServiceKinds : public ::testing::Test {
 protected:
  std::unique_ptr<http::Work> Prepared(std::string_view operation, std::string_view body) {
    auto work = service.Accept(operation, body);
    work->Prepare();
    return work;
  }

  // The status of the call where a call that runs here may take no CPU at all.
  int StatusWithoutTime(std::string_view operation, std::string_view body) {
    Settings settings;
    settings.check_answers = true;
    settings.most_cpu_here = std::chrono::milliseconds(0);
    Service strict(service.world(), settings);
    return strict.Handle(RequestOf(operation, body)).status;
  }

  static http::Request RequestOf(std::string_view operation, std::string_view body) {
    http::Request request;
    request.headers.Add("X-Amz-Target", "AWSCognitoIdentityProviderService." + std::string(operation));
    request.body = body;
    return request;
  }

  static std::string Large(std::string_view member) {
    return "{\"" + std::string(member) + "\":\"" + std::string(http::kLargeBodyBytes, 'x') + "\"}";
  }

  support::TestService service;
};

TEST_F(ServiceKinds, ReadsAndSmallWritesRunHere) {
  EXPECT_EQ(Prepared("ListUserPools", R"({"MaxResults":1})")->Where(), Runs::kHere);
  EXPECT_EQ(Prepared("CreateUserPool", R"({"PoolName":"p"})")->Where(), Runs::kHere);
}

TEST_F(ServiceKinds, LargeBodiesArePreparedAndRunOnAComputingThread) {
  const auto work = service.Accept("ListUserPools", R"({"MaxResults":1,"Filler":")" + std::string(http::kLargeBodyBytes, 'x') + "\"}");
  EXPECT_EQ(work->Prepares(), Runs::kComputes);
  work->Prepare();
  EXPECT_EQ(work->Where(), Runs::kComputes);
  EXPECT_EQ(work->Run().status, 200);
}

TEST_F(ServiceKinds, LargeBodiesThatAreRefusedStayThere) {
  const auto work = Prepared("ListUserPools", Large("NextToken"));
  EXPECT_EQ(work->Where(), Runs::kComputes);
  EXPECT_FALSE(work->Writes());
  EXPECT_EQ(work->Run().status, 400);
}

TEST_F(ServiceKinds, NothingOfABodyIsReadBeforeItIsPrepared) {
  const auto work = service.Accept("ListUserPools", "no JSON");
  EXPECT_EQ(work->Prepares(), Runs::kHere);
  work->Prepare();
  EXPECT_NE(work->Run().body.find("SerializationException"), std::string::npos);
}

TEST_F(ServiceKinds, WritesAreToldFromReads) {
  EXPECT_TRUE(Prepared("CreateUserPool", R"({"PoolName":"p"})")->Writes());
  EXPECT_FALSE(Prepared("ListUserPools", R"({"MaxResults":1})")->Writes());
  EXPECT_FALSE(Prepared("CreateUserPool", "{}")->Writes()) << "what is refused writes nothing";
}

TEST_F(ServiceKinds, WhatNeedsTheTurnToWriteIsDoneOnceAndBeforeTheAnswerIsRendered) {
  const auto work = Prepared("CreateUserPool", R"({"PoolName":"p"})");
  work->Write();
  const auto pools = [this] { return service.Call("ListUserPools", R"({"MaxResults":9})").At("UserPools").Size(); };
  EXPECT_EQ(pools(), 1U);
  EXPECT_EQ(work->Run().status, 200);
  EXPECT_EQ(pools(), 1U);
}

TEST_F(ServiceKinds, WhatIsRefusedWithTheTurnIsAnsweredWithoutIt) {
  const auto work = Prepared("DeleteUserPool", R"({"UserPoolId":"us-east-1_abcdefghi"})");
  work->Write();
  EXPECT_EQ(work->Run().status, 400);
}

TEST_F(ServiceKinds, ProvidersWaitForWhatIsFetchedAndComputeWhatIsSentAlong) {
  const auto where = [this](const std::string& details) {
    return Prepared("UpdateIdentityProvider",
                    R"({"UserPoolId":"us-east-1_abcdefghi","ProviderName":"corp","ProviderDetails":{)" + details + "}}")
        ->Where();
  };
  EXPECT_EQ(where(R"("MetadataURL":"http://keycloak/metadata")"), Runs::kWaits);
  EXPECT_EQ(where(R"("MetadataFile":"<xml/>")"), Runs::kComputes);
  EXPECT_EQ(where(R"("IDPSignout":"true")"), Runs::kHere);
}

TEST_F(ServiceKinds, SignInsComputeUnlessTheyOnlyAsk) {
  const auto where = [this](const std::string& members) {
    return Prepared("InitiateAuth", R"({"ClientId":"1234567890","AuthFlow":)" + members + "}")->Where();
  };
  const auto of_choice = [&](const std::string& more) { return where(R"("USER_AUTH","AuthParameters":{"USERNAME":"ada")" + more + "}"); };
  EXPECT_EQ(where(R"("USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Secret-1"})"), Runs::kComputes);
  EXPECT_EQ(where(R"("REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"t"})"), Runs::kComputes);
  EXPECT_EQ(where(R"("USER_AUTH","Session":"aaaaaaaaaaaaaaaaaaaaaaaa")"), Runs::kComputes) << "it ends with tokens";
  EXPECT_EQ(of_choice(""), Runs::kHere);
  EXPECT_EQ(of_choice(R"(,"PREFERRED_CHALLENGE":"WEB_AUTHN")"), Runs::kHere);
  EXPECT_EQ(of_choice(R"(,"PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"Secret-1")"), Runs::kComputes);
  EXPECT_EQ(of_choice(R"(,"PREFERRED_CHALLENGE":"PASSWORD_SRP","SRP_A":"1")"), Runs::kComputes);
  EXPECT_EQ(of_choice(R"(,"PREFERRED_CHALLENGE":"EMAIL_OTP")"), Runs::kComputes);
  EXPECT_EQ(of_choice(R"(,"ACCESS_TOKEN":"t")"), Runs::kComputes) << "it is verified";
}

TEST_F(ServiceKinds, WhatMayCallFunctionsWaitsWhereThePoolHasThem) {
  const auto functions = support::FakeInvoker::Of(service);
  const auto runs_in = [this](std::string_view more) {
    const std::string pool = service.CreatePool(more);
    const std::string of_pool = R"({"UserPoolId":")" + pool + '"';
    const std::string client = service.Call("CreateUserPoolClient", of_pool + R"(,"ClientName":"app"})").TextAt("UserPoolClient.ClientId");
    support::CreateUser(service, pool, "ada");
    const std::string token = support::TokenOf(service, client, "ada");
    const std::string of_client = R"({"ClientId":")" + client + '"';
    return std::vector<Runs>{Prepared("AdminConfirmSignUp", of_pool + R"(,"Username":"ada"})")->Where(),
                             Prepared("ForgotPassword", of_client + R"(,"Username":"ada"})")->Where(),
                             Prepared("SignUp", of_client + R"(,"Username":"bob","Password":"Secret-1"})")->Where(),
                             Prepared("UpdateUserAttributes", R"({"UserAttributes":[],"AccessToken":")" + token + "\"}")->Where()};
  };
  const std::vector<Runs> usual{Runs::kHere, Runs::kHere, Runs::kComputes, Runs::kHere};
  EXPECT_EQ(runs_in(""), usual);
  const std::string with_function = support::LambdaMember({"PreAuthentication"});
  EXPECT_EQ(runs_in(with_function), std::vector<Runs>(4, Runs::kWaits));
  service.CallFunctionsThrough(nullptr);
  EXPECT_EQ(runs_in(with_function), usual) << "a server that calls none waits for none";
}

// A pool that gets functions after its calls were prepared.
class FunctionsThatComeLate : public ServiceKinds {
 protected:
  FunctionsThatComeLate() {
    const std::string of_pool = R"({"UserPoolId":")" + pool + '"';
    client = service
                 .Call("CreateUserPoolClient",
                       of_pool + R"(,"ClientName":"app","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"]})")
                 .TextAt("UserPoolClient.ClientId");
  }

  // Runs the call as where it may not wait, the pool having got the functions, and then as where it may: expects that all of it happens
  // there. Returns the answer.
  http::Response RunLate(std::string_view operation, const std::string& body, const std::vector<std::string>& functions) {
    const auto work = Prepared(operation, body);
    EXPECT_NE(work->Where(), Runs::kWaits) << operation;
    service.Call("UpdateUserPool",
                 R"({"UserPoolId":")" + pool + R"(","AutoVerifiedAttributes":["email"])" + support::LambdaMember(functions) + "}");
    invoker->Forget();
    const std::size_t messages = support::MessagesOf(service, pool).size();
    {
      const http::NoWaiting here;
      work->Write();
      EXPECT_TRUE(here.was_wanted()) << operation;
    }
    EXPECT_EQ(invoker->Calls().size(), 0U) << operation;
    EXPECT_EQ(support::MessagesOf(service, pool).size(), messages) << operation;
    return work->Run();
  }

  const std::shared_ptr<support::FakeInvoker> invoker = support::FakeInvoker::Of(service);
  const std::string pool = service.CreatePool(R"(,"AutoVerifiedAttributes":["email"])");
  std::string client;
};

TEST_F(FunctionsThatComeLate, AreCalledWhereTheCallMayWaitAndAfterNothingWasWritten) {
  const std::string of_client = R"({"ClientId":")" + client + R"(","Username":"ada")";
  const std::string sign_up = of_client + R"(,"Password":"Corr3ct-horse","UserAttributes":[{"Name":"email","Value":"a@example.com"}]})";
  EXPECT_EQ(service.Call("SignUp", sign_up).status, 200);
  const std::string confirm = of_client + R"(,"ConfirmationCode":")" + support::LastCodeOf(service, pool) + R"("})";
  const http::Response confirmed = RunLate("ConfirmSignUp", confirm, {"PostConfirmation"});
  EXPECT_EQ(confirmed.status, 200) << confirmed.body;
  EXPECT_EQ(invoker->Sources(), std::vector<std::string>{"PostConfirmation_ConfirmSignUp"});
  EXPECT_EQ(support::StatusOf(service, pool, "ada"), "CONFIRMED");
}

TEST_F(FunctionsThatComeLate, LeaveNothingBehindOfAnAdministratorsCall) {
  service.Call("SignUp", R"({"ClientId":")" + client + R"(","Username":"ada","Password":"Corr3ct-horse"})");
  const std::string confirm = R"({"UserPoolId":")" + pool + R"(","Username":"ada"})";
  EXPECT_EQ(RunLate("AdminConfirmSignUp", confirm, {"PostConfirmation"}).status, 200);
  EXPECT_EQ(invoker->Sources(), std::vector<std::string>{"PostConfirmation_ConfirmSignUp"});
}

TEST_F(FunctionsThatComeLate, AreCalledOnceBySignUps) {
  const std::string body = R"({"ClientId":")" + client + R"(","Username":"ada","Password":"Corr3ct-horse"})";
  EXPECT_EQ(RunLate("SignUp", body, {"PreSignUp"}).status, 200);
  EXPECT_EQ(invoker->Sources(), std::vector<std::string>{"PreSignUp_SignUp"});
}

TEST_F(FunctionsThatComeLate, AreCalledOnceBySignInsWhichAreTracedOnce) {
  support::CreateUser(service, pool, "ada");
  const std::string body =
      R"({"ClientId":")" + client + R"(","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Corr3ct-horse"}})";
  const http::Response signed_in = RunLate("InitiateAuth", body, {"PreAuthentication"});
  EXPECT_EQ(signed_in.status, 200) << signed_in.body;
  EXPECT_EQ(invoker->Sources(), std::vector<std::string>{"PreAuthentication_Authentication"});
  const std::string traced = service.traces->Json(pool, "", 0);
  EXPECT_EQ(traced.find("InternalErrorException"), std::string::npos) << traced;
}

TEST_F(ServiceKinds, WhatNamesNoPoolThatIsThereDoesNotWait) {
  const auto functions = support::FakeInvoker::Of(service);
  const std::string pool = service.CreatePool(support::LambdaMember({"PreSignUp"}));
  EXPECT_EQ(Prepared("ForgotPassword", R"({"ClientId":"unknown","Username":"ada"})")->Where(), Runs::kHere);
  EXPECT_EQ(Prepared("AdminConfirmSignUp", R"({"UserPoolId":"us-east-1_unknown","Username":"ada"})")->Where(), Runs::kHere);
  auto stranger = service.Accept("AdminConfirmSignUp", R"({"UserPoolId":")" + pool + R"(","Username":"ada"})", {.region = "eu-west-1"});
  stranger->Prepare();
  EXPECT_EQ(stranger->Where(), Runs::kHere) << "the pool is not the caller's";
  for (const char* token : {"garbage", "e30.e30.e30", "e30.W10.e30", "e30.eyJpc3MiOjF9.e30", "e30.eyJpc3MiOiJ4L3kifQ.e30"}) {
    EXPECT_EQ(Prepared("UpdateUserAttributes", R"({"UserAttributes":[],"AccessToken":")" + std::string(token) + "\"}")->Where(),
              Runs::kHere)
        << token;
  }
}

TEST_F(ServiceKinds, AnOperationThatSaysHereAndTakesLongFails) {
  EXPECT_EQ(StatusWithoutTime("ListUserPools", R"({"MaxResults":1})"), 500);
  EXPECT_EQ(StatusWithoutTime("ListUserPools", R"({"MaxResults":0})"), 500) << "also where it refuses";
}

TEST_F(ServiceKinds, WhatComputesMayTakeLong) {
  EXPECT_EQ(StatusWithoutTime("ListUserPools", R"({"MaxResults":1,"Filler":")" + std::string(http::kLargeBodyBytes, 'x') + "\"}"), 200);
}

TEST(WatchedStore, LetsNobodyWriteWhoPromisedToRead) {
  support::WatchedStore store(storage::sqlite::Store::Open({":memory:"}));
  const auto write = [](storage::Transaction& transaction) { transaction.properties().Put("name", "value"); };
  {
    const support::WatchedStore::Promise promise(true);
    EXPECT_THROW(store.Write(write), std::logic_error);
    EXPECT_FALSE(store.Read([](const storage::Transaction& transaction) { return transaction.properties().Find("name"); }));
  }
  store.Write(write);
  EXPECT_TRUE(store.Read([](const storage::Transaction& transaction) { return transaction.properties().Find("name"); }));
}

std::size_t LimitOf(const std::string& target) {
  http::Headers headers;
  headers.Add("X-Amz-Target", target);
  return BodyLimitOf(headers);
}

TEST(BodyLimit, IsLargerForWhatCarriesImages) {
  EXPECT_EQ(LimitOf("AWSCognitoIdentityProviderService.UpdateManagedLoginBranding"), 4UL * 1024 * 1024);
  EXPECT_EQ(LimitOf("AWSCognitoIdentityProviderService.SetUICustomization"), 4UL * 1024 * 1024);
  EXPECT_EQ(LimitOf("AWSCognitoIdentityProviderService.CreateUserPool"), 1024UL * 1024);
}

TEST(BodyLimit, IsTheUsualOneForWhatIsNoOperation) {
  for (const char* target : {"", ".", "x", "SetUICustomization", "x.", "x.SetUICustomization.y"}) {
    EXPECT_EQ(LimitOf(target), http::kUsualBodyLimit) << target;
  }
  EXPECT_EQ(BodyLimitOf({}), http::kUsualBodyLimit);
}

}  // namespace
}  // namespace rockpool::protocol
