// A pool and the calls about its app clients, so that a test says what it is about and no more.
#pragma once

#include <string>
#include <string_view>

#include "tests/operations/pool_caller.h"

namespace rockpool::support {

class ClientPool : public PoolCaller {
 public:
  using PoolCaller::PoolCaller;

  // `members` are those of the request besides the pool, the name and the client's id, e.g. R"("GenerateSecret":true)".
  Answer Create(std::string_view members = "");
  Answer CreateNamed(std::string_view name, std::string_view members = "");
  Answer Update(std::string_view client, std::string_view members = "");
  Answer Describe(std::string_view client);
  Answer Delete(std::string_view client);
  Answer List(std::string_view members = "");

  // The id of a new client.
  std::string New(std::string_view members = "");

  Answer CallOf(std::string_view operation, std::string_view client, std::string_view members = "");

  void AddResourceServer(const std::string& identifier, const std::string& scope);
};

// Members that say: the OAuth flows, with the scope openid and a callback. `flows` is like R"("code","implicit")".
std::string WithFlows(std::string_view flows);

}  // namespace rockpool::support
