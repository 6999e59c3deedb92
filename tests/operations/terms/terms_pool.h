// A pool and the calls about its terms documents.
#pragma once

#include <string>
#include <string_view>

#include "tests/operations/pool_caller.h"

namespace rockpool::support {

inline constexpr const char* kUse = "terms-of-use";
inline constexpr const char* kPrivacy = "privacy-policy";

class TermsPool : public PoolCaller {
 public:
  using PoolCaller::PoolCaller;

  // `links` is JSON.
  Answer Create(std::string_view client, std::string_view name = kUse,
                const std::string& links = R"({"cognito:default":"https://example.com/terms"})") {
    return CreateWith(client, name, R"(,"Links":)" + links);
  }
  Answer CreateWith(std::string_view client, std::string_view name, const std::string& more) {
    return Call("CreateTerms", TextMember("ClientId", client) + "," + TextMember("TermsName", name) +
                                   R"(,"TermsSource":"LINK","Enforcement":"NONE")" + more);
  }
  // The id of new terms.
  std::string Add(std::string_view client, std::string_view name = kUse) { return Create(client, name).TextAt("Terms.TermsId"); }
  Answer Describe(std::string_view id) { return Call("DescribeTerms", TextMember("TermsId", id)); }
  Answer DescribeOf(std::string_view client, std::string_view name = kUse) {
    return Call("DescribeTermsByClient", TextMember("ClientId", client) + "," + TextMember("TermsName", name));
  }
  Answer Update(std::string_view id, const std::string& more = "") { return Call("UpdateTerms", TextMember("TermsId", id) + more); }
  Answer Delete(std::string_view id) { return Call("DeleteTerms", TextMember("TermsId", id)); }
  Answer List(const std::string& members = "") { return Call("ListTerms", members); }
};

}  // namespace rockpool::support
