#include "server/http/host_class.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <vector>

namespace rockpool::http {
namespace {

struct ClassCase {
  std::string host;
  HostClass expected;
};

void PrintTo(const ClassCase& value, std::ostream* out) { *out << value.host; }

class ClassOfHostTable : public ::testing::TestWithParam<ClassCase> {};

TEST_P(ClassOfHostTable, IsAsExpected) { EXPECT_EQ(ClassOfHost(GetParam().host), GetParam().expected); }

// Cases of hosts that are all of that class.
auto AllOf(HostClass expected, std::initializer_list<std::string> hosts) {
  std::vector<ClassCase> cases;
  for (const std::string& host : hosts) {
    cases.push_back({host, expected});
  }
  return ::testing::ValuesIn(cases);
}

INSTANTIATE_TEST_SUITE_P(LocalNames, ClassOfHostTable,
                         AllOf(HostClass::kLocal, {"localhost", "LocalHost", "localhost.", "a.localhost", "host.docker.internal",
                                                   "keycloak", "my_service", "beef"}));
INSTANTIATE_TEST_SUITE_P(PublicNames, ClassOfHostTable,
                         AllOf(HostClass::kPublic,
                               {"example.com", "localhost.example.com", "notlocalhost.com", "docker.internal", "10.0.0.1.example.com"}));
INSTANTIATE_TEST_SUITE_P(ForbiddenNames, ClassOfHostTable,
                         AllOf(HostClass::kForbidden, {"", ".", "localhost..", ".localhost", std::string("a\0b", 3)}));
INSTANTIATE_TEST_SUITE_P(MetadataNames, ClassOfHostTable,
                         AllOf(HostClass::kForbidden,
                               {"metadata.google.internal", "Metadata.Google.Internal.", "metadata.goog", "metadata.azure.internal",
                                "instance-data", "instance-data.ec2.internal", "metadata.tencentyun.com"}));

INSTANTIATE_TEST_SUITE_P(LocalAddresses, ClassOfHostTable,
                         AllOf(HostClass::kLocal, {"127.0.0.1", "127.255.255.254", "10.1.2.3", "172.16.0.1", "172.31.255.255",
                                                   "192.168.0.1", "100.64.0.1", "100.100.100.201", "100.127.255.255"}));
INSTANTIATE_TEST_SUITE_P(PublicAddresses, ClassOfHostTable,
                         AllOf(HostClass::kPublic, {"172.15.0.1", "172.32.0.1", "168.63.129.17", "192.0.1.1", "169.253.1.1",
                                                    "223.255.255.255", "192.169.0.1", "100.128.0.1", "100.63.0.1", "8.8.8.8"}));
INSTANTIATE_TEST_SUITE_P(ForbiddenAddresses, ClassOfHostTable,
                         AllOf(HostClass::kForbidden,
                               {"0.0.0.0", "0.1.2.3", "169.254.169.254", "169.254.170.2", "169.254.0.23", "100.100.100.200",
                                "168.63.129.16", "192.0.0.192", "224.0.0.1", "255.255.255.255", "240.0.0.1"}));

INSTANTIATE_TEST_SUITE_P(LocalIpv6, ClassOfHostTable,
                         AllOf(HostClass::kLocal,
                               {"::1", "fc00::1", "fd00:ec3::1", "fdff::1", "::ffff:127.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::"}));
INSTANTIATE_TEST_SUITE_P(PublicIpv6, ClassOfHostTable,
                         AllOf(HostClass::kPublic,
                               {"2606:4700::1111", "2001:db8::1", "2002:808:808::1", "64:ff9b::8.8.8.8", "::ffff:8.8.8.8"}));
INSTANTIATE_TEST_SUITE_P(ForbiddenIpv6, ClassOfHostTable,
                         AllOf(HostClass::kForbidden, {"::",
                                                       "fe80::1",
                                                       "febf::1",
                                                       "ff02::1",
                                                       "fd00:ec2::254",
                                                       "fd00:ec2::23",
                                                       "fd20:ce::254",
                                                       "fd00:42::42",
                                                       "2001::1",
                                                       "64:ff9b:1::a9fe:a9fe",
                                                       "2002:a9fe:a9fe::",
                                                       "::ffff:100.100.100.200",
                                                       "64:ff9b::a83f:8110",
                                                       "::ffff:0:169.254.169.254",
                                                       "fec0::1",
                                                       "::ffff:169.254.169.254",
                                                       "::ffff:a9fe:a9fe",
                                                       "::127.0.0.1",
                                                       "64:ff9b::169.254.169.254",
                                                       "fe80::1%eth0",
                                                       ":"}));

INSTANTIATE_TEST_SUITE_P(ForbiddenOddSpellingsOfIpv4, ClassOfHostTable,
                         AllOf(HostClass::kForbidden, {"2130706433", "0x7f.1", "0x7f000001", "0X7F000001", "1.2.3", "127.1", "0177.0.0.1",
                                                       "127.0.0.0x1", "1.2.3.4.5", "256.1.1.1", "0x", "foo.1"}));

TEST(IsAddress, HoldsForAddressesAlone) {
  for (const char* address : {"127.0.0.1", "0.0.0.0", "8.8.8.8", "::1", "2001:db8::1", "::ffff:1.2.3.4"}) {
    EXPECT_TRUE(IsAddress(address)) << address;
  }
  for (const std::string_view name : {"", "localhost", "127.1", "0x7f000001", "127.0.0.1.", "1.2.3.4.example", "[::1]", "fe80::1%eth0"}) {
    EXPECT_FALSE(IsAddress(name)) << name;
  }
  EXPECT_FALSE(IsAddress(std::string_view("::1\0", 4)));
}

TEST(ClassOfAddress, ForbidsWhatIsNoAddress) {
  EXPECT_EQ(ClassOfAddress("localhost"), HostClass::kForbidden);
  EXPECT_EQ(ClassOfAddress(""), HostClass::kForbidden);
  EXPECT_EQ(ClassOfAddress(std::string_view("127.0.0.1\0.example", 18)), HostClass::kForbidden);
}

}  // namespace
}  // namespace rockpool::http
