// Tests that run once for each of the families, which name themselves in what fails: "Each/PoolResource.EndsWithItsPool/Group".
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/operations/named_resources/families.h"

namespace rockpool::support {

class FamilyTest : public testing::TestWithParam<Family> {
 protected:
  const Family& family = GetParam();
};

// The operations about a thing that is there, without the deletion.
inline std::vector<std::string> Uses(const Family& family) {
  std::vector<std::string> operations{family.show, family.update};
  std::erase(operations, "");
  return operations;
}

inline auto EachFamilyThat(const std::function<bool(const Family&)>& have) { return testing::ValuesIn(FamiliesThat(have)); }

inline std::string NameOfFamily(const testing::TestParamInfo<Family>& info) { return info.param.name; }

}  // namespace rockpool::support
