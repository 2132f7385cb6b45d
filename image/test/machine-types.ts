/** What of a virtual machine depends on the processor. */
export interface MachineType {
  program: string;
  /** Its main board; a processor that can all. */
  board: readonly string[];
  firmware: { code: string; variables: string };
  /** The serial line on which images of the channel `dev` have a shell; the first one is the kernel's. */
  shell: (chardev: string) => readonly string[];
}

export const machineTypes = {
  amd64: {
    program: 'qemu-system-x86_64',
    board: ['-machine', 'q35', '-cpu', 'max'],
    firmware: { code: '/usr/share/OVMF/OVMF_CODE_4M.fd', variables: '/usr/share/OVMF/OVMF_VARS_4M.fd' },
    shell: (chardev) => ['-serial', `chardev:${chardev}`],
  },
  arm64: {
    program: 'qemu-system-aarch64',
    // Pointer authentication as QEMU can do it fast: the real one takes half the time of a start without KVM.
    board: ['-machine', 'virt', '-cpu', 'max,pauth-impdef=on'],
    firmware: { code: '/usr/share/AAVMF/AAVMF_CODE.fd', variables: '/usr/share/AAVMF/AAVMF_VARS.fd' },
    // The board has one serial line of its own.
    shell: (chardev) => ['-device', `pci-serial,chardev=${chardev}`],
  },
} satisfies Record<string, MachineType>;
