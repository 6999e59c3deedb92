// An identity provider that speaks OAuth 2.0, for a test that is its network: it answers as it should, and wrong in the one point that the
// test changes.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/http/client.h"
#include "tests/support/test_service.h"

namespace rockpool::support {

class FakeProvider {
 public:
  // Answers everything that the service asks at `origin`, from then on and as long as it lives.
  explicit FakeProvider(TestService& service, std::string origin = "https://idp.example.com")
      : service_(service), origin_(std::move(origin)) {}

  // By name, each a JSON text. `iss`, `aud`, `exp` and `iat` are added where a test says nothing of them.
  std::map<std::string, std::string> claims{{"sub", R"("123")"}, {"email", R"("ann@corp.example")"}};
  std::map<std::string, std::string> profile{{"sub", R"("123")"}};
  std::string client_id = "a";
  int token_status = 200;
  std::optional<std::string> token_body;  // in place of tokens
  int profile_status = 200;
  std::size_t key = 0;  // of support::TestKey: what it signs with
  std::size_t shown_key = 0;
  // What happens while the code is exchanged.
  std::function<void()> on_token = [] {};

  // What was asked of it.
  std::vector<http::FetchRequest> token_requests;
  std::vector<http::FetchRequest> profile_requests;

  bool Has(const http::FetchRequest& request) const { return request.url.Origin() == origin_; }
  http::FetchResponse Answer(const http::FetchRequest& request);
  const std::string& origin() const { return origin_; }

 private:
  std::string IdToken() const;

  TestService& service_;
  const std::string origin_;
};

}  // namespace rockpool::support
