// The families of operations about what belongs to a pool, as the tests see them that hold all of them to the same contract: what their
// operations are called, how they are asked for a thing, and how they say no.
#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "server/pools/quotas.h"
#include "tests/operations/pool_caller.h"

namespace rockpool::support {

struct Family {
  std::string name;  // of a thing, in the names of the tests

  // The operations. Empty: the family has none, or one that does not name the pool.
  std::string create;
  std::string show = {};
  std::string update = {};
  std::string remove = {};
  std::string list = {};

  std::string key;            // the member that says which thing, in requests and in answers
  std::string shown_in = {};  // the member of an answer that is the thing

  // The members of a request for a thing, besides the pool, the key and the app client. They differ with the number, too.
  std::function<std::string(int number)> content;
  std::string change = {};  // the members of an update

  // A key of the test's own making; the keys are in the order of the numbers. Empty: the service draws them.
  std::function<std::string(int number)> given_key = {};
  std::vector<std::string> strange_keys;  // that no thing has; where keys are given, the first is another case of the first of them
  bool unique_in_the_world = false;       // a key, not only within the pool
  bool of_client = false;                 // whether a thing belongs to an app client, which the request names
  bool dated = false;                     // whether a thing shows when it changed last
  std::string removed = {};               // the body of the answer to a deletion

  // The refusals.
  std::function<std::string(const std::string& operation, const std::string& pool, const std::string& key)> unknown;
  std::function<std::string(const std::string& pool, const std::string& key, const std::string& client)> taken = {};

  // Of lists.
  std::string entries = {};  // the member with the things
  std::string limit = {};    // the member of the request with their number
  std::size_t page = 0;      // the things of a page whose number is not asked for, which are the most
  bool zero_is_most = false;

  // Of quotas: how many things a pool may have, what the refusal calls them, and how many there may be unless configured.
  std::function<std::size_t&(support::Settings&)> quota = {};
  std::string things = {};
  std::size_t default_quota = 0;
};

// For what gtest says of a case that fails.
inline void PrintTo(const Family& family, std::ostream* out) { *out << family.name; }

// All, or those of which it is true.
std::vector<Family> FamiliesThat(const std::function<bool(const Family&)>& have);

// A pool and the operations of a family.
class FamilyPool : public PoolCaller {
 public:
  explicit FamilyPool(TestService& service, const Family& family, std::string_view more = "")
      : PoolCaller(service, more), family_(family) {}
  // The same pool, of another family.
  FamilyPool(const PoolCaller& pool, const Family& family) : PoolCaller(pool), family_(family) {}

  // The members that make the `number`th thing, and a new app client for it where it needs one.
  std::string Asked(int number) const;

  // Makes it, and returns its key. AddAs: the content of the `number`th under a key of the caller's own.
  std::string Add(int number) const;
  std::string AddAs(const std::string& key, int number) const;
  std::string KeyOf(const Answer& created, int number) const;

  // The members of a call about the thing of that key.
  std::string Naming(const std::string& operation, const std::string& key) const;
  std::string TryOn(const std::string& operation, const std::string& key) const { return Try(operation, Naming(operation, key)); }
  Answer Show(const std::string& key) const { return Call(family_.show, Naming(family_.show, key)); }

  // A page of the list.
  Answer Page(int count, const std::string& token = "") const { return Call(family_.list, Asking(count, token)); }
  std::string Asking(int count, const std::string& token = "") const;
  std::vector<std::string> KeysIn(const Answer& page) const;

 private:
  const Family& family_;
};

}  // namespace rockpool::support
