#include "tests/support/test_service.h"

#include <gtest/gtest.h>

#include <chrono>
#include <utility>

#include "server/pools/replicas/down_regions.h"
#include "server/sign_in/settings.h"
#include "server/util/strings.h"
#include "storage/sqlite/store.h"
#include "tests/support/watched_store.h"

namespace rockpool::support {
namespace {

const rapidjson::Value* Find(const rapidjson::Value& root, std::string_view path) {
  const rapidjson::Value* value = &root;
  for (const std::string_view step : util::Split(path, ".")) {
    if (value->IsArray()) {
      const auto index = static_cast<rapidjson::SizeType>(std::stoul(std::string(step)));
      value = index < value->Size() ? &(*value)[index] : nullptr;
    } else if (value->IsObject()) {
      const auto member = value->FindMember(rapidjson::Value(rapidjson::StringRef(step.data(), step.size())));
      value = member == value->MemberEnd() ? nullptr : &member->value;
    } else {
      value = nullptr;
    }
    if (value == nullptr) {
      return nullptr;
    }
  }
  return value;
}

std::string TextOrNothing(const rapidjson::Value& root, std::string_view path) {
  const rapidjson::Value* value = Find(root, path);
  return value != nullptr && value->IsString() ? std::string(value->GetString(), value->GetStringLength()) : "";
}

// 20 ms of a program that is built to be run; this one is not optimized, and perhaps watched by a sanitizer.
constexpr std::chrono::milliseconds kMostCpuHere{200};

protocol::Settings CheckingSettings() {
  protocol::Settings settings;
  settings.check_answers = true;
  settings.most_cpu_here = kMostCpuHere;
  return settings;
}

}  // namespace

std::string Answer::ErrorType() const { return TextOrNothing(json, "__type"); }
std::string Answer::Message() const { return TextOrNothing(json, "message") + TextOrNothing(json, "Message"); }
bool Answer::Has(std::string_view path) const { return Find(json, path) != nullptr; }

const rapidjson::Value& Answer::At(std::string_view path) const {
  static const rapidjson::Value kNull;
  const rapidjson::Value* value = Find(json, path);
  EXPECT_NE(value, nullptr) << "no " << path << " in " << body;
  return value == nullptr ? kNull : *value;
}

std::string Answer::TextAt(std::string_view path) const {
  const rapidjson::Value& value = At(path);
  EXPECT_TRUE(value.IsString()) << path << " is no text in " << body;
  return value.IsString() ? std::string(value.GetString(), value.GetStringLength()) : "";
}

std::string OutcomeOf(const Answer& answer) { return answer.status == 200 ? kOk : answer.ErrorType() + ": " + answer.Message(); }

TestService::TestService(const Settings& settings)
    : store_(std::make_unique<WatchedStore>(storage::sqlite::Store::Open({.path = ":memory:", .rehearse_writes = true}))),
      world_{*store_, clock, wall_clock, random, keys, network, page_tokens_, {}},
      service_(world_, CheckingSettings(), &faults) {
  world_.settings.Put(settings.accounts);
  world_.settings.Put(settings.identity_providers);
  world_.settings.Put(settings.quotas);
  world_.settings.Put(settings.rates);
  world_.settings.Put(pools::RegionSettings{});
  world_.settings.Put(settings.tokens);
  world_.settings.Put(settings.oauth);
  world_.settings.Put(sign_in::Settings{traces});
  world_.settings.Put(risk::Settings{risk_rules});
}

TestService::~TestService() = default;

std::int64_t TestService::reads() const { return store_->reads(); }

std::int64_t TestService::writes() const { return store_->writes(); }

void TestService::CallFunctionsThrough(std::shared_ptr<triggers::Invoker> invoker) {
  world_.settings.Put(triggers::Settings{std::move(invoker), nullptr});
}

std::unique_ptr<http::Work> TestService::Accept(std::string_view operation, std::string_view body, const CallerKey& caller) {
  http::Request request;
  request.method = "POST";
  request.path = "/";
  request.headers.Add("Content-Type", "application/x-amz-json-1.1");
  request.headers.Add("X-Amz-Target", "AWSCognitoIdentityProviderService." + std::string(operation));
  request.headers.Add("Authorization", "AWS4-HMAC-SHA256 Credential=" + caller.access_key + "/20261122/" + caller.region +
                                           "/cognito-idp/aws4_request, SignedHeaders=host, Signature=00");
  request.body = body;
  return service_.Accept(std::move(request));
}

Answer TestService::Call(std::string_view operation, std::string_view json, const CallerKey& caller) {
  const auto work = Accept(operation, json, caller);
  work->Prepare();
  const WatchedStore::Promise promise(!work->Writes());
  http::Response response = work->Run();
  Answer answer;
  answer.status = response.status;
  answer.headers = std::move(response.headers);
  answer.body = std::move(response.body);
  if (!answer.body.empty()) {
    answer.json.Parse(answer.body.data(), answer.body.size());
    EXPECT_FALSE(answer.json.HasParseError()) << answer.body;
  }
  return answer;
}

std::string TestService::CreatePool(std::string_view more) {
  const Answer answer = Call("CreateUserPool", R"({"PoolName":"pool")" + std::string(more) + "}");
  EXPECT_EQ(answer.status, 200) << answer.body;
  return answer.TextAt("UserPool.Id");
}

}  // namespace rockpool::support
