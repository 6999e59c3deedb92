// A pool and the calls about its app clients, so that a test says what it is about and no more.
#pragma once

#include <string>
#include <string_view>

#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/support/test_service.h"

namespace rockpool::support {

class ClientPool {
 public:
  // `more` is appended to the request that creates the pool, as TestService::CreatePool does. `service` outlives it.
  explicit ClientPool(TestService& service, std::string_view more = "", CallerKey caller = {});

  const std::string& id() const { return id_; }

  // `members` are those of the request besides the pool, the name and the client's id, e.g. R"("GenerateSecret":true)".
  Answer Create(std::string_view members = "");
  Answer CreateNamed(std::string_view name, std::string_view members = "");
  Answer Update(std::string_view client, std::string_view members = "");
  Answer Describe(std::string_view client);
  Answer Delete(std::string_view client);
  Answer List(std::string_view members = "");

  // The id of a new client.
  std::string New(std::string_view members = "");

  Answer Call(std::string_view operation, std::string_view members = "");
  Answer CallOf(std::string_view operation, std::string_view client, std::string_view members = "");

 private:
  TestService& service_;
  CallerKey caller_;
  std::string id_;
};

// Members that say: the OAuth flows, with the scope openid and a callback where one is needed. `flows` is like R"("code","implicit")".
std::string WithFlows(std::string_view flows);

}  // namespace rockpool::support
