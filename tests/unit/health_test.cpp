#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "server/workbench/endpoints.h"

namespace rockpool::workbench {
namespace {

rapidjson::Document Parsed(const std::string& json) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  EXPECT_TRUE(document.IsObject()) << json;
  return document;
}

TEST(Health, NamesTheVersion) { EXPECT_EQ(HealthJson("1.2.3", std::nullopt), R"({"status":"ok","version":"1.2.3"})"); }

TEST(Health, NamesThePortThatSpeaksTls) { EXPECT_EQ(HealthJson("1.2.3", 9443), R"({"status":"ok","version":"1.2.3","tls_port":9443})"); }

TEST(Health, InTheShapeOfLocalStackNamesTheRunningService) {
  const rapidjson::Document health = Parsed(LocalStackHealthJson("1.2.3"));
  EXPECT_STREQ(health["services"]["cognito-idp"].GetString(), "running");
  EXPECT_STREQ(health["version"].GetString(), "1.2.3");
  EXPECT_TRUE(health["edition"].IsString());
}

TEST(Health, InTheShapeOfLocalStackSaysThatTheStartIsCompleted) {
  const rapidjson::Document ready = Parsed(LocalStackReadyJson());
  EXPECT_TRUE(ready["completed"].GetBool());
  EXPECT_STREQ(ready["stage"].GetString(), "READY");
  EXPECT_TRUE(ready["scripts"].IsArray());
}

TEST(FixedJson, AnswersEveryRequestAlikeAndWithoutWaiting) {
  FixedJson endpoint(R"({"a":1})");
  for (const char* path : {"/health", "/elsewhere"}) {
    http::Request request;
    request.method = "GET";
    request.path = path;
    const auto work = endpoint.Accept(std::move(request));
    EXPECT_EQ(work->Where(), http::Runs::kHere);
    EXPECT_EQ(work->Delay().count(), 0);
    const http::Response response = work->Run();
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, R"({"a":1})");
    EXPECT_EQ(response.headers.Find("Content-Type"), "application/json");
  }
}

}  // namespace
}  // namespace rockpool::workbench
