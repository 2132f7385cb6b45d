// SPDX-License-Identifier: GPL-2.0-only
/*
 * What Percloud needs of a Raspberry Pi's firmware and Debian's kernel does not offer, as files of
 * /sys/devices/platform/percloud-pi:
 *   throttled  what the firmware says of voltage and heat: a hexadecimal number, bit by bit as vcgencmd get_throttled
 *   tryboot    1: the next reset starts autoboot.txt's [tryboot], and only that one; 0: it does not
 */
#include <linux/kstrtox.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/sysfs.h>
#include <soc/bcm2835/raspberrypi-firmware.h>

/* Not in every kernel's header. */
#define TAG_GET_THROTTLED 0x00030046
#define TAG_GET_REBOOT_FLAGS 0x00030064
#define TAG_SET_REBOOT_FLAGS 0x00038064
#define REBOOT_FLAG_TRYBOOT BIT(0)

static struct rpi_firmware *firmware;
static struct platform_device *device;

static ssize_t throttled_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	/* Which of the bits that stay set it should forget: none. */
	u32 flags = 0;
	int error = rpi_firmware_property(firmware, TAG_GET_THROTTLED, &flags, sizeof(flags));

	return error ? error : sysfs_emit(buf, "0x%x\n", flags);
}
static DEVICE_ATTR_RO(throttled);

static ssize_t tryboot_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	u32 flags = 0;
	int error = rpi_firmware_property(firmware, TAG_GET_REBOOT_FLAGS, &flags, sizeof(flags));

	return error ? error : sysfs_emit(buf, "%d\n", !!(flags & REBOOT_FLAG_TRYBOOT));
}

static ssize_t tryboot_store(struct device *dev, struct device_attribute *attr, const char *buf, size_t count)
{
	bool armed;
	u32 flags;
	int error = kstrtobool(buf, &armed);

	if (error)
		return error;
	flags = armed ? REBOOT_FLAG_TRYBOOT : 0;
	error = rpi_firmware_property(firmware, TAG_SET_REBOOT_FLAGS, &flags, sizeof(flags));
	return error ? error : count;
}
static DEVICE_ATTR_ADMIN_RW(tryboot);

static struct attribute *percloud_pi_attrs[] = {
	&dev_attr_throttled.attr,
	&dev_attr_tryboot.attr,
	NULL,
};
ATTRIBUTE_GROUPS(percloud_pi);

static int __init percloud_pi_init(void)
{
	struct device_node *node = rpi_firmware_find_node();
	int error;

	if (!node)
		return -ENODEV;
	firmware = rpi_firmware_get(node);
	of_node_put(node);
	if (!firmware)
		return -ENODEV;
	device = platform_device_alloc("percloud-pi", PLATFORM_DEVID_NONE);
	if (!device) {
		rpi_firmware_put(firmware);
		return -ENOMEM;
	}
	device->dev.groups = percloud_pi_groups;
	error = platform_device_add(device);
	if (error) {
		platform_device_put(device);
		rpi_firmware_put(firmware);
	}
	return error;
}

static void __exit percloud_pi_exit(void)
{
	platform_device_unregister(device);
	rpi_firmware_put(firmware);
}

module_init(percloud_pi_init);
module_exit(percloud_pi_exit);

/* By this udev loads it where there is such firmware, and nowhere else. */
static const struct of_device_id percloud_pi_of_match[] = {
	{ .compatible = "raspberrypi,bcm2835-firmware" },
	{}
};
MODULE_DEVICE_TABLE(of, percloud_pi_of_match);
MODULE_DESCRIPTION("Percloud: tryboot and throttling of a Raspberry Pi");
MODULE_LICENSE("GPL");
