// A pool and the calls about the looks of its classic hosted UI.
#pragma once

#include <string>
#include <string_view>

#include "tests/operations/pool_caller.h"

namespace rockpool::support {

inline constexpr const char* kCss = R"("CSS":".banner-customizable { background-color: lightgray; }")";
inline constexpr const char* kLogo = R"("ImageFile":"iVBORw0KGgo=")";  // the first bytes of a PNG

class CustomizedPool : public PoolCaller {
 public:
  using PoolCaller::PoolCaller;

  // The name of CloudFront for a new domain of the pool.
  std::string AddDomain(const std::string& domain = "rock") const {
    EXPECT_EQ(Try("CreateUserPoolDomain", TextMember("Domain", domain)), kOk);
    return Call("DescribeUserPoolDomain", TextMember("Domain", domain)).TextAt("DomainDescription.CloudFrontDistribution");
  }
  void RemoveDomain() const { EXPECT_EQ(Try("DeleteUserPoolDomain", TextMember("Domain", "rock")), kOk); }

  Answer Set(const std::string& members) const { return Call("SetUICustomization", members); }
  Answer SetOf(std::string_view client, const std::string& members) const {
    return Set(JoinedMembers(TextMember("ClientId", client), members));
  }
  Answer Get() const { return Call("GetUICustomization"); }
  Answer GetOf(std::string_view client) const { return Call("GetUICustomization", TextMember("ClientId", client)); }
};

}  // namespace rockpool::support
