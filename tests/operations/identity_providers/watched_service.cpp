#include "tests/operations/identity_providers/watched_service.h"

#include <gtest/gtest.h>

#include <utility>

#include "storage/sqlite/store.h"

namespace rockpool::support {
namespace {

protocol::Settings CheckingSettings() {
  protocol::Settings settings;
  settings.check_answers = true;
  return settings;
}

}  // namespace

crypto::RsaKey WatchedService::WatchedKeys::Take() {
  owner.on_take();
  return keys.Take();
}

WatchedService::WatchedService(operations::Settings settings)
    : store_(storage::sqlite::Store::Open({":memory:"})),
      remote_documents_(settings.identity_providers, client_),
      world_{*store_, clock, random_, keys_, remote_documents_, page_tokens_, settings},
      service_(world_, CheckingSettings()) {}

WatchedService::~WatchedService() = default;

Answer WatchedService::Call(std::string_view operation, std::string_view json) {
  http::Request request;
  request.method = "POST";
  request.path = "/";
  request.headers.Add("X-Amz-Target", "AWSCognitoIdentityProviderService." + std::string(operation));
  request.body = json;
  http::Response response = service_.Handle(std::move(request));
  Answer answer;
  answer.status = response.status;
  answer.body = std::move(response.body);
  if (!answer.body.empty()) {
    answer.json.Parse(answer.body.data(), answer.body.size());
    EXPECT_FALSE(answer.json.HasParseError()) << answer.body;
  }
  return answer;
}

}  // namespace rockpool::support
